import { bodies } from '#protocol'
import type { Link } from '../store/links'
import type { Draft } from '../store/store'
import { hasBlocked } from './blocks'
import type { ChatContext } from './context'
import { stranger } from './people'

/**
 * Says the note of an invitation in the room of the two, as a text of who wrote it; where it stands, or 0 for a note that
 * says nothing. Idempotent: its id is that of the invitation. A client cannot choose an id with a slash.
 */
export async function sayNote(
  { id, from, to, note }: Link,
  room: string,
  chat: ChatContext,
): Promise<number> {
  const { store, people, now } = chat.ports
  if (bodies.text.problem(note, 'note')) return 0
  const isUnheard = await hasBlocked(to, from, store)
  const draft: Draft = {
    ...{ id: `note/${id}`, from, kind: 'text', body: note, time: now() },
    ...(isUnheard && { audience: 'author' }),
  }
  const author = (await people.get(from)) ?? stranger(from)
  const added = await chat.appender.add(room, draft, author, '')
  return 'seq' in added ? added.seq : 0
}
