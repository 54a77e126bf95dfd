import type { Person, ServerFrameOf } from '#protocol'
import type { Link } from '../store/store'
import type { Client } from './client'
import type { ChatContext } from './context'

/**
 * Gives two people their lasting room, and tells every device of both. Each step may be repeated:
 * after a process died in the middle the next attempt ends where this one would have.
 */
export async function connectPair(
  link: Link,
  client: Client,
  peer: Person,
  chat: ChatContext,
): Promise<ServerFrameOf<'connected'>> {
  const { store, newId, now } = chat.ports
  const me = client.person.id
  const pair = [me, peer.id].sort()
  const known = await store.links.roomOf(me, peer.id)
  const room = known ?? (await store.links.pair(me, peer.id, newId(), now()))
  await store.rooms.create(
    { id: room, kind: 'direct', name: '', created: now() },
    pair.map((person) => ({ person, role: 'member' })),
    `pair/${pair.join('/')}`,
  )

  const answer: ServerFrameOf<'connected'> = { type: 'connected', link: link.id, room, peer }
  for (const person of pair) chat.tellJoined(person, 'direct', room)
  chat.tellPerson(me, 'direct', answer, client.id)
  chat.tellPerson(peer.id, 'direct', { ...answer, peer: client.person })
  return answer
}
