import type { Person, ServerFrame } from '#protocol'
import type { House } from './house'
import { keepRooms } from './own-rooms'
import type { Ports } from './ports'
import type { Visitor } from './visitor'

/** The place at which everybody who is connected is. */
export const everywhere = 'house'

/** How long a person may be without a connection before their contacts see them offline. */
const awayMs = 5_000

/** A person has connected: their contacts see it, and they hear of their rooms and invitations. */
export async function arrive(visitor: Visitor, home: House): Promise<void> {
  const { state } = home.ports
  await home.residents.arrive(visitor)
  // A new name or avatar, told after the door was opened but before the visitor could be told of it.
  visitor.person = (await home.ports.people.get(visitor.person.id)) ?? visitor.person
  const first = await state.presence.come(everywhere, visitor.person.id, visitor.id)
  if (first) await tellContacts(visitor.person, true, home)
  if (visitor.port === 'direct') await bringInvitations(visitor, home)
  await keepRooms(visitor, home)
}

/** The connection is gone, in whatever way. Everything that stood in its name is put in order. */
export async function depart(visitor: Visitor, home: House): Promise<void> {
  const { presence } = home.ports.state
  for (const feed of [...visitor.watched.values()]) home.unwatch(visitor, feed)
  home.residents.depart(visitor)
  await Promise.all([...visitor.entered.values()].map((feed) => home.leave(visitor, feed)))
  const last = await presence.go(everywhere, visitor.person.id, visitor.id)
  if (!last) return
  // A phone that changes its network is back in a moment: nobody needs to see it go.
  setTimeout(() => void tellGone(visitor, home).catch(() => undefined), awayMs).unref()
}

/** Which of these people are connected. */
export function whoIsOnline(people: string[], ports: Ports): Promise<Set<string>> {
  return ports.state.presence.whoOf(everywhere, people)
}

async function tellGone(visitor: Visitor, home: House): Promise<void> {
  const back = await home.ports.state.presence.isThere(everywhere, visitor.person.id)
  if (!back) await tellContacts(visitor.person, false, home)
}

/** Tells the contacts of a person that they came or went, but for those whom they have blocked. */
export async function tellContacts(person: Person, online: boolean, home: House): Promise<void> {
  const { links } = home.ports.store
  const [pairs, blocked] = await Promise.all([links.pairsOf(person.id), links.blockedBy(person.id)])
  const frame: ServerFrame = { type: 'contact', person, online }
  for (const { peer } of pairs) if (!blocked.includes(peer)) home.tellPerson(peer, 'direct', frame)
}

export async function bringInvitations(visitor: Visitor, home: House): Promise<void> {
  const waiting = await home.ports.store.links.waitingFor(visitor.person.id)
  const people = await home.ports.people.many(waiting.map((link) => link.from))
  for (const { id, from, note, time } of waiting) {
    const person = people.get(from)
    if (person) tellOnce(visitor, { type: 'linked', link: id, from: person, note, time })
  }
}

/** Sends a frame, but no invitation twice: one that comes while a person arrives is news, and waits as well. */
export function tellOnce(visitor: Visitor, frame: ServerFrame): void {
  if (frame.type === 'linked') {
    if (visitor.linked.has(frame.link)) return
    visitor.linked.add(frame.link)
  }
  visitor.send(frame)
}
