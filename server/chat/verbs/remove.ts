import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import { stranger } from '../people'
import { asOwner, putOut, tellMember } from './rooms'
import type { Verb } from './verb'

/** Puts a member out of the room. */
export const remove: Verb<'remove'> = async (frame, visitor, house): Promise<Answer> => {
  if (frame.person === visitor.person.id) return refuse('yourself')
  const membership = await asOwner(frame.room, visitor, house)
  if (isRefusal(membership)) return membership

  const { store, people } = house.ports
  if (!(await store.rooms.membership(frame.room, frame.person))) return refuse('not-a-member')
  await store.rooms.quit(frame.room, frame.person)
  putOut(frame.room, frame.person, 'removed', house)
  const person = (await people.get(frame.person)) ?? stranger(frame.person)
  return tellMember(frame.room, person, 'none', house, visitor.id)
}
