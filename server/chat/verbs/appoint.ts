import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import { asOwner, tellMember, tellOwner } from './rooms'
import type { Verb } from './verb'

/** Hands the room over to another member. */
export const appoint: Verb<'appoint'> = async (frame, visitor, house): Promise<Answer> => {
  if (frame.person === visitor.person.id) return refuse('yourself')
  const membership = await asOwner(frame.room, visitor, house)
  if (isRefusal(membership)) return membership

  const { store, people } = house.ports
  const heir = await people.get(frame.person)
  const done = heir && (await store.rooms.handOver(frame.room, visitor.person.id, heir.id))
  if (!heir || !done) return refuse('not-a-member')
  tellMember(frame.room, visitor.person, 'member', house)
  await tellOwner(frame.room, heir.id, house)
  return tellMember(frame.room, heir, 'owner', house, visitor.id)
}
