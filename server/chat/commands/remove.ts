import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import { asOwner, putOut, tellMember } from '../membership'
import { stranger } from '../people'
import type { Command } from './command'

/** Puts a member out of the room. */
export const remove: Command<'remove'> = async (frame, client, chat): Promise<Answer> => {
  if (frame.person === client.person.id) return refuse('yourself')
  const membership = await asOwner(frame.room, client, chat)
  if (isRefusal(membership)) return membership

  const { store, people } = chat.ports
  if (!(await store.rooms.membership(frame.room, frame.person))) return refuse('not-a-member')
  await store.rooms.quit(frame.room, frame.person)
  putOut(frame.room, frame.person, 'removed', chat)
  const person = (await people.get(frame.person)) ?? stranger(frame.person)
  return tellMember(frame.room, person, 'none', chat, client.id)
}
