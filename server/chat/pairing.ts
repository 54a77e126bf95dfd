import type { Person, ServerFrameOf } from '#protocol'
import type { Link } from '../store/store'
import type { House } from './house'
import type { Visitor } from './visitor'

/**
 * Gives two people their lasting room, and tells every device of both. Each step may be repeated:
 * after a process died in the middle the next attempt ends where this one would have.
 */
export async function connectPair(
  link: Link,
  visitor: Visitor,
  peer: Person,
  house: House,
): Promise<ServerFrameOf<'connected'>> {
  const { store, newId, now } = house.ports
  const me = visitor.person.id
  const pair = [me, peer.id].sort()
  const known = await store.links.roomOf(me, peer.id)
  const room = known ?? (await store.links.pair(me, peer.id, newId(), now()))
  await store.rooms.create(
    { id: room, kind: 'direct', name: '', created: now() },
    pair.map((person) => ({ person, role: 'member' })),
    `pair/${pair.join('/')}`,
  )

  const answer: ServerFrameOf<'connected'> = { type: 'connected', link: link.id, room, peer }
  for (const person of pair) house.tellJoined(person, 'direct', room)
  house.tellPerson(me, 'direct', answer, visitor.id)
  house.tellPerson(peer.id, 'direct', { ...answer, peer: visitor.person })
  return answer
}
