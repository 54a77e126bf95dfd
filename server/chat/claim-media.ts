import { isDeepStrictEqual } from 'node:util'
import type { Body } from '#protocol'
import type { Draft, Line, Store } from '../store/store'
import { type Refusal, refuse } from './answer'
import type { Ports } from './ports'

/**
 * Makes the upload that a message names the message's own, and gives its body as it is kept. Refuses what
 * is not the sender's, not for this room, or not what the upload is: a client cannot make a picture larger
 * than it is, nor show a file of another room.
 */
export async function claimMedia(draft: Draft, room: string, store: Store): Promise<Body | Refusal> {
  const { from, kind, id } = draft
  const media = mediaOf(draft.body)
  const upload = media === undefined ? undefined : await store.uploads.get(media)
  const isTheirs = upload?.owner === from && upload.room === room && upload.kind === kind
  if (!upload?.body || !isTheirs || !isDeepStrictEqual({ ...upload.body }, bare(draft.body, upload.body)))
    return refuse('unknown-media')
  if (await store.uploads.claim(upload.id, id)) return upload.body
  return refuse(upload.message === undefined ? 'unknown-media' : 'media-used')
}

/** Takes the file of a line away, if it has one. */
export async function discardMedia({ body }: Pick<Line, 'body'>, ports: Ports): Promise<void> {
  const media = mediaOf(body)
  if (media === undefined) return
  await ports.store.uploads.markForDeletion(media)
  ports.sweepMedia()
}

/** Takes the file of a line away from its author; the other one of the pair keeps it. */
export async function retractMedia({ body }: Pick<Line, 'body'>, { store }: Ports): Promise<void> {
  const media = mediaOf(body)
  if (media !== undefined) await store.uploads.retract(media)
}

/** Takes the files of a room away. */
export async function discardMediaOf(room: string, ports: Ports): Promise<void> {
  await ports.store.uploads.markRoomForDeletion(room)
  ports.sweepMedia()
}

function mediaOf(body: Body): string | undefined {
  return typeof body === 'object' && 'media' in body ? body.media : undefined
}

/** The fields that the kept body has, of the body that was sent: others are ignored, as everywhere. */
function bare(sent: Body, kept: object): object {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => Object.hasOwn(kept, name)))
}
