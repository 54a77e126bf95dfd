import type { Person, ServerFrame } from '#protocol'
import type { Client } from './client'
import type { ChatContext } from './context'
import type { Ports } from './ports'
import { syncRooms } from './room-sync'

/** The presence set of everybody who is connected. The value lies in Redis, where servers of before read it too. */
export const allUsers = 'house'

/** How long a person may be without a connection before their contacts see them offline. */
const awayMs = 5_000

/** A person has connected: their contacts see it, and they hear of their rooms and invitations. */
export async function connectClient(client: Client, chat: ChatContext): Promise<void> {
  const { state } = chat.ports
  await chat.userConnections.add(client)
  // A new name or avatar, told after the door was opened but before the client could be told of it.
  client.person = (await chat.ports.people.get(client.person.id)) ?? client.person
  const first = await state.presence.join(allUsers, client.person.id, client.id)
  if (first) await tellContacts(client.person, true, chat)
  if (client.port === 'direct') await sendInvitations(client, chat)
  await syncRooms(client, chat)
}

/** The connection is gone, in whatever way. Everything that stood in its name is put in order. */
export async function disconnectClient(client: Client, chat: ChatContext): Promise<void> {
  const { presence } = chat.ports.state
  for (const hub of [...client.watched.values()]) chat.unwatch(client, hub)
  chat.userConnections.remove(client)
  await Promise.all([...client.entered.values()].map((hub) => chat.leave(client, hub)))
  const last = await presence.leave(allUsers, client.person.id, client.id)
  if (!last) return
  // A phone that changes its network is back in a moment: nobody needs to see it go.
  setTimeout(() => void tellGone(client, chat).catch(() => undefined), awayMs).unref()
}

/** Which of these people are connected. */
export function whoIsOnline(people: string[], ports: Ports): Promise<Set<string>> {
  return ports.state.presence.whoOf(allUsers, people)
}

async function tellGone(client: Client, chat: ChatContext): Promise<void> {
  const back = await chat.ports.state.presence.isThere(allUsers, client.person.id)
  if (!back) await tellContacts(client.person, false, chat)
}

/** Tells the contacts of a person that they came or went, but for those whom they have blocked. */
export async function tellContacts(person: Person, online: boolean, chat: ChatContext): Promise<void> {
  const { links } = chat.ports.store
  const [pairs, blocked] = await Promise.all([links.pairsOf(person.id), links.blockedBy(person.id)])
  const frame: ServerFrame = { type: 'contact', person, online }
  for (const { peer } of pairs) if (!blocked.includes(peer)) chat.tellPerson(peer, 'direct', frame)
}

export async function sendInvitations(client: Client, chat: ChatContext): Promise<void> {
  const waiting = await chat.ports.store.links.waitingFor(client.person.id)
  const people = await chat.ports.people.many(waiting.map((link) => link.from))
  for (const { id, from, note, time } of waiting) {
    const person = people.get(from)
    if (person) sendOnce(client, { type: 'linked', link: id, from: person, note, time })
  }
}

/** Sends a frame, but no invitation twice: one that comes while a person arrives is news, and waits as well. */
export function sendOnce(client: Client, frame: ServerFrame): void {
  if (frame.type === 'linked') {
    if (client.linked.has(frame.link)) return
    client.linked.add(frame.link)
  }
  client.send(frame)
}
