import { createHash } from 'node:crypto'
import type { Draft } from '../store/store'
import type { Share } from '../store/uploads'
import { mediaIn, withMedia } from './media-in'
import type { Ports } from './ports'

/** Characters of the id of a shared upload, as many as others have: so a bundle that is forwarded stays as long as it was. */
const idLength = 20

/** The id of what a message in a room has instead of an upload of another one: a retry finds it. */
export function sharedId(media: string, room: string, { from, id }: Pick<Draft, 'from' | 'id'>): string {
  return createHash('sha256').update([media, room, from, id].join(' ')).digest('hex').slice(0, idLength)
}

/**
 * Gives messages uploads of their own in this room, which share the stored files of those that they name; nothing where one of
 * these is not there any more. This comes before the messages are said: if the process dies between the two, a retry finds them.
 */
export async function shareMedia(drafts: Draft[], room: string, ports: Ports): Promise<Draft[] | undefined> {
  const shares = drafts.flatMap((draft) =>
    mediaIn(draft.body).map((of): Share => {
      const { id: message, from: owner } = draft
      return { id: sharedId(of, room, draft), of, owner, room, message, created: ports.now() }
    }),
  )
  if (shares.length > 0 && !(await ports.store.uploads.share(shares))) return undefined
  return drafts.map((draft) => ({
    ...draft,
    body: withMedia(draft.body, (media) => sharedId(media, room, draft)),
  }))
}
