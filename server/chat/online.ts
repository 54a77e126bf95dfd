import type { Person, ServerFrame } from '#protocol'
import { apartFrom } from './blocks'
import type { ChatContext } from './context'
import type { Ports } from './ports'

/** The presence set of everybody who is connected. Older servers read the same value in Redis. */
export const allUsers = 'house'

/** Which of these people are connected. */
export function whoIsOnline(people: string[], ports: Ports): Promise<Set<string>> {
  return ports.state.presence.whoOf(allUsers, people)
}

/** Tells the contacts of a person that they came or went, but for those from whom a block keeps them. */
export async function tellContacts(person: Person, online: boolean, chat: ChatContext): Promise<void> {
  const { store } = chat.ports
  const [pairs, apart] = await Promise.all([store.links.pairsOf(person.id), apartFrom(person.id, store)])
  const frame: ServerFrame = { type: 'contact', person, online }
  for (const { peer } of pairs) if (!apart.has(peer)) chat.tellPerson(peer, 'direct', frame)
}

/** A block between two contacts was set or taken back: each sees the other go, or come, who is connected. */
export async function tellEachOther(
  one: Person,
  other: Person,
  online: boolean,
  chat: ChatContext,
): Promise<void> {
  const there = await whoIsOnline([one.id, other.id], chat.ports)
  for (const [person, peer] of [[one, other] as const, [other, one] as const])
    if (there.has(person.id)) chat.tellPerson(peer.id, 'direct', { type: 'contact', person, online })
}
