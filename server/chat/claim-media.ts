import { isDeepStrictEqual } from 'node:util'
import { type Body, isMediaKind } from '#protocol'
import type { Draft, Line, Store } from '../store/store'
import { type Refusal, refuse } from './answer'
import { mediaIn } from './media-in'
import { isMember } from './membership'
import type { Ports } from './ports'

/**
 * Makes the upload that a message names the message's own, and gives its body as it is kept. Refuses what
 * is not the sender's, not for this room, or not what the upload is: a client cannot make a picture larger
 * than it is, nor show a file of another room.
 */
export async function claimMedia(draft: Draft, room: string, store: Store): Promise<Body | Refusal> {
  const upload = await uploadIn(draft, store)
  if (!upload || upload.room !== room) return refuse('unknown-media')
  if (await store.uploads.claim(upload.id, draft.id)) return upload.body
  return refuse(upload.message === undefined ? 'unknown-media' : 'media-used')
}

/**
 * What a message says that several rooms get, each with an upload of its own: that of its sender is for any of their rooms, and no
 * message has it. It stays as it is, and is swept in its time.
 */
export async function sendable(
  content: Pick<Draft, 'from' | 'kind' | 'body'>,
  store: Store,
): Promise<Body | Refusal> {
  if (!isMediaKind(content.kind)) return content.body
  const upload = await uploadIn(content, store)
  if (!upload || !(await isMember(upload.room, content.from, store))) return refuse('unknown-media')
  if (upload.message !== undefined) return refuse('media-used')
  return upload.state === 'ready' ? upload.body : refuse('unknown-media')
}

/** The upload of its sender that a message names, and that is what the message says of it. */
async function uploadIn({ from, kind, body }: Pick<Draft, 'from' | 'kind' | 'body'>, store: Store) {
  const [media] = mediaIn(body)
  const upload = media === undefined ? undefined : await store.uploads.get(media)
  if (!upload?.body || upload.owner !== from || upload.kind !== kind) return undefined
  if (!isDeepStrictEqual({ ...upload.body }, bare(body, upload.body))) return undefined
  return { ...upload, body: upload.body }
}

/** Takes the files of a line away. */
export async function discardMedia({ body }: Pick<Line, 'body'>, ports: Ports): Promise<void> {
  const all = mediaIn(body)
  for (const media of all) await ports.store.uploads.markForDeletion(media)
  if (all.length > 0) ports.sweepMedia()
}

/** Takes the files of a line away from its author; the other one of the pair keeps them. */
export async function retractMedia({ body }: Pick<Line, 'body'>, { store }: Ports): Promise<void> {
  for (const media of mediaIn(body)) await store.uploads.retract(media)
}

/** Takes the files of a room away. */
export async function discardMediaOf(room: string, ports: Ports): Promise<void> {
  await ports.store.uploads.markRoomForDeletion(room)
  ports.sweepMedia()
}

/** The fields that the kept body has, of the body that was sent: others are ignored, as everywhere. */
function bare(sent: Body, kept: object): object {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => Object.hasOwn(kept, name)))
}
