import type { Answer } from '../answer'
import { isRefusal } from '../answer'
import { discardMediaOf } from '../claim-media'
import type { House } from '../house'
import { stranger } from '../people'
import { asMember, putOut, tellMember, tellOwner } from './rooms'
import type { Verb } from './verb'

/** Stops being a member. An owner's place goes to the longest member; the last one takes the room along. */
export const quit: Verb<'quit'> = async (frame, visitor, house): Promise<Answer> => {
  const { store } = house.ports
  const me = visitor.person.id
  const membership = await asMember(frame.room, visitor, house.ports)
  if (isRefusal(membership)) return membership

  await succeed(frame.room, me, house)
  await store.rooms.quit(frame.room, me)
  const gone = putOut(frame.room, me, 'quit', house, visitor.id)
  if ((await store.rooms.countMembers(frame.room)) === 0) await remove(frame.room, house)
  else tellMember(frame.room, visitor.person, 'none', house)
  return gone
}

async function remove(room: string, { ports }: House): Promise<void> {
  await discardMediaOf(room, ports)
  await ports.store.rooms.remove(room)
}

/** Hands the room over if it is theirs. Whoever would get it may be on the way out, too: then to the next one. */
async function succeed(room: string, person: string, house: House): Promise<void> {
  const { store, people } = house.ports
  while ((await store.rooms.membership(room, person))?.role === 'owner') {
    const longest = await store.rooms.members(room, undefined, 2)
    const heir = longest.find((member) => member.person !== person)?.person
    if (!heir) return
    if (!(await store.rooms.handOver(room, person, heir))) continue
    tellMember(room, (await people.get(heir)) ?? stranger(heir), 'owner', house)
    await tellOwner(room, heir, house)
  }
}
