import type { ConnectionStatus } from '../stores/connection-store'
import { type Observable, observable } from '../stores/observable'
import type { Upload } from '../uploads/upload'
import { isUnfinished } from '../uploads/upload-problem'

/** Whether something that is not sent is in memory alone: files on their way, and messages for which the storage had no room. */
export function unsavedOf(
  uploads: Observable<readonly Upload[]>,
  connection: Observable<ConnectionStatus>,
): Observable<boolean> {
  const unsaved = observable(false)
  const look = () => unsaved.set(connection.get().storageFull || uploads.get().some(isUnfinished))
  uploads.subscribe(look)
  connection.subscribe(look)
  return unsaved
}
