import type { MediaBody } from '#protocol'
import { isMember } from '../chat/membership'
import type { Store } from '../store/store'
import { fileKey } from './keys'
import type { Pass } from './passes'

/** What somebody sees of an upload, and the name of its bytes. */
export interface Shown {
  body: MediaBody
  key: string
}

/** What a pass shows of an upload; nothing when it is not for this person, or not any more. */
export async function shownBy(pass: Pass, id: string, store: Store): Promise<Shown | undefined> {
  const upload = await store.uploads.get(id)
  if (!upload?.body || upload.room !== pass.room) return undefined
  // Before it is said, only its owner sees it.
  const isOwner = upload.owner === pass.person
  const visible = upload.state === 'said' || upload.state === (isOwner ? 'ready' : 'retracted')
  if (!visible) return undefined
  if (!(await isMember(pass.room, pass.person, store))) return undefined
  return { body: upload.body, key: fileKey(upload) }
}
