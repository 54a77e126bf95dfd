import type { Answer } from '../answer'
import { refuse } from '../answer'
import { showsLine } from '../audience'
import type { Command } from '../context'
import { hiddenOf } from '../hidden'
import { isMember } from '../membership'
import { messageOf } from '../messages'
import { stranger } from '../people'

/** Marks the room unread from a message on, for the person alone. The next `read` ends it. */
export const unread: Command<'unread'> = async ({ room, seq }, client, chat): Promise<Answer> => {
  const { store } = chat.ports
  const me = client.person.id
  if (!(await isMember(room, me, store))) return refuse('unknown-room')
  const line = await store.messages.get(room, seq)
  const message = line && messageOf(line, stranger(line.from))
  const hidden = new Set(message && (await hiddenOf(room, me, [message], chat.ports)))
  const isThere = message && showsLine({ person: me, hidden }, message)
  if (!isThere) return refuse('unknown-message')

  await store.rooms.mark(room, me, seq)
  const [entry] = await store.rooms.list(me, room)
  if (!entry) return refuse('unknown-room')
  const answer = { type: 'unread', room, seq, unread: entry.unread } as const
  chat.tellPerson(me, client.port, answer, client.id)
  return answer
}
