import type { Person, ServerFrame } from '#protocol'
import type { ChatContext } from './context'
import type { Ports } from './ports'

/** The presence set of everybody who is connected. Older servers read the same value in Redis. */
export const allUsers = 'house'

/** Which of these people are connected. */
export function whoIsOnline(people: string[], ports: Ports): Promise<Set<string>> {
  return ports.state.presence.whoOf(allUsers, people)
}

/** Tells the contacts of a person that they came or went, but for those whom they have blocked. */
export async function tellContacts(person: Person, online: boolean, chat: ChatContext): Promise<void> {
  const { links } = chat.ports.store
  const [pairs, blocked] = await Promise.all([links.pairsOf(person.id), links.blockedBy(person.id)])
  const frame: ServerFrame = { type: 'contact', person, online }
  for (const { peer } of pairs) if (!blocked.includes(peer)) chat.tellPerson(peer, 'direct', frame)
}
