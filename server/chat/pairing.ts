import type { Person, ServerFrameOf } from '#protocol'
import type { Link } from '../store/links'
import type { Client } from './client'
import type { ChatContext } from './context'
import { sayNote } from './notes'

/**
 * Gives two people their lasting room, which begins with what they wrote with their invitations, and tells every
 * device of both. Each step may be repeated: after a process died in the middle, or the store was out of reach, the next
 * attempt ends where this one would have.
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
  // Before the room is anybody's: so nobody can speak before it.
  const seen = await sayNotes(link, room, me, chat)
  await store.rooms.create(
    { id: room, kind: 'direct', name: '', created: now() },
    pair.map((person) => ({ person, role: 'member' })),
    `pair/${pair.join('/')}`,
  )
  if (seen > 0) await store.rooms.read(room, me, seen)

  const answer: ServerFrameOf<'connected'> = { type: 'connected', link: link.id, room, peer }
  for (const person of pair) chat.tellJoined(person, 'direct', room)
  chat.tellPerson(me, 'direct', answer, client.id)
  chat.tellPerson(peer.id, 'direct', { ...answer, peer: client.person })
  return answer
}

/**
 * Says the notes of the invitations that have led here: one, or two where they have asked each other. In a room that is there
 * they were said, but for that of an invitation that waits yet. Up to which line `me` has seen all: who takes an
 * invitation has read its note; who has asked as well perhaps not.
 */
async function sayNotes(link: Link, room: string, me: string, chat: ChatContext): Promise<number> {
  const { links, rooms } = chat.ports.store
  const isNew = (await rooms.get(room)) === undefined
  const both = [await links.latest(link.from, link.to), await links.latest(link.to, link.from)]
  const agreed = both.flatMap((one) => (one && isAgreed(one) ? [one] : []))
  let seen = 0
  for (const one of agreed) {
    const isWaiting = one.state === 'waiting'
    const seq = isNew || isWaiting ? await sayNote(one, room, chat) : 0
    if (one.to === me && agreed.length === 1) seen = seq
    if (isWaiting) await links.settle(one.id, 'connected', chat.ports.now())
  }
  return seen
}

/** Two who have asked each other are agreed, whichever of the invitations is answered. */
function isAgreed({ state }: Link): boolean {
  return state === 'connected' || state === 'waiting'
}
