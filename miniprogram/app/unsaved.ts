import { type Call, isOn } from '../calls/call'
import type { ConnectionStatus } from '../stores/connection-store'
import { type Observable, observable } from '../stores/observable'
import type { Upload } from '../uploads/upload'
import { isUnfinished } from '../uploads/upload-problem'

/** Whether something would be lost with the program: files on their way, messages for which the storage had no room, a call. */
export function unsavedOf(
  uploads: Observable<readonly Upload[]>,
  connection: Observable<ConnectionStatus>,
  calls: Observable<Call | undefined>,
): Observable<boolean> {
  const unsaved = observable(false)
  const look = () =>
    unsaved.set(connection.get().storageFull || uploads.get().some(isUnfinished) || isOn(calls.get()))
  uploads.subscribe(look)
  connection.subscribe(look)
  calls.subscribe(look)
  return unsaved
}
