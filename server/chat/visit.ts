import type { ServerFrame } from '#protocol'
import type { House } from './house'
import type { Ports } from './ports'
import type { Visitor } from './visitor'

/** The place at which everybody who is connected is. */
const house = 'house'

/** How long a person may be without a connection before their contacts see them offline. */
const awayMs = 5_000

/** A person has connected: their contacts see it, and they hear of their rooms and invitations. */
export async function arrive(visitor: Visitor, home: House): Promise<void> {
  const { state } = home.ports
  await home.residents.arrive(visitor)
  const first = await state.presence.come(house, visitor.person.id, visitor.id)
  if (first) await tellContacts(visitor, true, home)
  if (visitor.port === 'direct') await bringInvitations(visitor, home)
  const rooms = await roomsOf(visitor, home)
  await Promise.all(rooms.map((room) => home.watch(visitor, room)))
  // Whoever was removed from a room in between was not there yet to be put out of it.
  const still = new Set(await roomsOf(visitor, home))
  for (const room of rooms) {
    const feed = visitor.watched.get(room)
    if (feed && !still.has(room)) home.unwatch(visitor, feed)
  }
}

/** The person's rooms that belong on the visitor's port. */
async function roomsOf(visitor: Visitor, { ports }: House): Promise<string[]> {
  const all = await ports.store.rooms.of(visitor.person.id)
  const own = all.filter((room) => (room.kind === 'direct') === (visitor.port === 'direct'))
  return own.map(({ room }) => room)
}

/** The connection is gone, in whatever way. Everything that stood in its name is put in order. */
export async function depart(visitor: Visitor, home: House): Promise<void> {
  const { presence } = home.ports.state
  for (const feed of [...visitor.watched.values()]) home.unwatch(visitor, feed)
  home.residents.depart(visitor)
  await Promise.all([...visitor.entered.values()].map((feed) => home.leave(visitor, feed)))
  const last = await presence.go(house, visitor.person.id, visitor.id)
  if (!last) return
  // A phone that changes its network is back in a moment: nobody needs to see it go.
  setTimeout(() => void tellGone(visitor, home).catch(() => undefined), awayMs).unref()
}

/** Which of these people are connected. */
export function whoIsOnline(people: string[], ports: Ports): Promise<Set<string>> {
  return ports.state.presence.whoOf(house, people)
}

async function tellGone(visitor: Visitor, home: House): Promise<void> {
  const back = await home.ports.state.presence.isThere(house, visitor.person.id)
  if (!back) await tellContacts(visitor, false, home)
}

async function tellContacts(visitor: Visitor, online: boolean, home: House): Promise<void> {
  const pairs = await home.ports.store.links.pairsOf(visitor.person.id)
  const frame: ServerFrame = { type: 'contact', person: visitor.person, online }
  for (const { peer } of pairs) home.tellPerson(peer, 'direct', frame)
}

async function bringInvitations(visitor: Visitor, home: House): Promise<void> {
  const waiting = await home.ports.store.links.waitingFor(visitor.person.id)
  const people = await home.ports.people.many(waiting.map((link) => link.from))
  for (const { id, from, note, time } of waiting) {
    const person = people.get(from)
    if (person) visitor.send({ type: 'linked', link: id, from: person, note, time })
  }
}
