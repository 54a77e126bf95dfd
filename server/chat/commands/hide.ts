import { limits } from '#protocol'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { Command } from '../context'
import { mayHide } from '../hidden'
import { isMember } from '../membership'
import { messageOf } from '../messages'
import { stranger } from '../people'

/** Deletes messages for the person alone: their other devices hear of it, nobody else does. */
export const hide: Command<'hide'> = async ({ room, seqs }, client, chat): Promise<Answer> => {
  const { store } = chat.ports
  const me = client.person.id
  if (seqs.length === 0) return refuse('bad-frame')
  if (!client.entered.has(room) && !(await isMember(room, me, store))) return refuse('unknown-room')
  const wanted = [...new Set(seqs)]
  const lines = await store.messages.getMany(room, wanted)
  const mine = lines.filter((line) => mayHide(me, messageOf(line, stranger(line.from))))
  if (mine.length < wanted.length) return refuse('unknown-message')
  if (!(await store.hidden.hide(room, me, wanted, limits.hidden))) return refuse('too-many-hidden')

  const answer = { type: 'hidden', room, seqs: wanted } as const
  chat.tellPerson(me, client.port, answer, client.id)
  return answer
}
