import type { ServerFrame } from '#protocol'
import type { Link } from '../store/links'
import type { Store } from '../store/store'
import type { Client } from './client'
import type { Ports } from './ports'

/** The invitations that wait for a person, but for those of people whom they have blocked. */
export async function invitationsFor(person: string, { links }: Store): Promise<Link[]> {
  const [waiting, blocked] = await Promise.all([links.waitingFor(person), links.blockedBy(person)])
  return waiting.filter(({ from }) => !blocked.includes(from))
}

/** Tells a client of the invitations that wait for its person, but for those it was told of before. */
export async function sendInvitations(client: Client, ports: Ports): Promise<void> {
  const waiting = await invitationsFor(client.person.id, ports.store)
  const people = await ports.people.many(waiting.map((link) => link.from))
  for (const { id, from, note, time } of waiting) {
    const person = people.get(from)
    if (person) sendOnce(client, { type: 'linked', link: id, from: person, note, time })
  }
}

/** Sends a frame, but no invitation twice: one that comes while a person connects is news, and waits as well. */
export function sendOnce(client: Client, frame: ServerFrame): void {
  if (frame.type === 'linked') {
    if (client.linked.has(frame.link)) return
    client.linked.add(frame.link)
  }
  // It may come again: who was blocked is let ask again.
  if (frame.type === 'unlinked') client.linked.delete(frame.link)
  client.send(frame)
}
