import { hasLine, targetOf } from '#protocol'
import { isFor, type Reader, type RoomMessage } from './audience'
import type { Ports } from './ports'

/*
 * What somebody has deleted for themselves is kept beside the room, for them alone. A message reaches them by `seenBy`, which withholds it:
 * so a page needs to know which of its messages are hidden, and of which hidden ones its edits are.
 */

/** Nothing is hidden from this person: for what was said just now. */
export function readerOf(person: string): Reader {
  return { person, hidden: new Set() }
}

/** Of these messages, and of those that they edit, the ones that are hidden from the person. */
export async function hiddenOf(
  room: string,
  person: string,
  messages: readonly Pick<RoomMessage, 'seq' | 'kind' | 'body'>[],
  { store }: Pick<Ports, 'store'>,
): Promise<number[]> {
  const targets = messages.filter(({ kind }) => kind === 'edit').flatMap((edit) => targetOf(edit) ?? [])
  const seqs = [...new Set([...messages.map(({ seq }) => seq), ...targets])]
  return store.hidden.among(room, person, seqs)
}

/** Whether the person may hide it: it is a line of its own to them. What they see of it does not matter. */
export function mayHide(
  person: string,
  message: Pick<RoomMessage, 'audience' | 'from' | 'kind' | 'body'>,
): boolean {
  return isFor(person, message) && hasLine(message)
}
