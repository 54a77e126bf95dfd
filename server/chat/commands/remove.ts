import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import type { Command } from '../context'
import { asOwner, isMember } from '../membership'
import { putOut, tellMember } from '../membership-news'
import { stranger } from '../people'

/** Puts a member out of the room, and bars them from it until the owner lets them in again. */
export const remove: Command<'remove'> = async (frame, client, chat): Promise<Answer> => {
  if (frame.person === client.person.id) return refuse('yourself')
  const membership = await asOwner(frame.room, client, chat.ports.store)
  if (isRefusal(membership)) return membership

  const { store, people } = chat.ports
  if (!(await isMember(frame.room, frame.person, store))) return refuse('not-a-member')
  // First: who has stopped being a member finds the door closed already.
  await store.rooms.bar(frame.room, frame.person)
  await store.rooms.quit(frame.room, frame.person)
  putOut(frame.room, frame.person, 'removed', chat)
  chat.calls.group.cut(frame.room, frame.person)
  const person = (await people.get(frame.person)) ?? stranger(frame.person)
  return tellMember(frame.room, person, 'none', chat, client.id)
}
