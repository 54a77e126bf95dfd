import type { ChatContext } from './context'

/** The room of a person with themselves, for what they keep; made where it is not there. Idempotent. */
export async function favouritesOf(person: string, chat: ChatContext): Promise<string> {
  const { store, newId, now } = chat.ports
  const known = await store.links.roomOf(person, person)
  if (known !== undefined && (await store.rooms.get(known))) return known
  const room = known ?? (await store.links.pair(person, person, newId(), now()))
  await store.rooms.create(
    { id: room, kind: 'direct', name: '', created: now() },
    [{ person, role: 'member' }],
    `pair/${person}/${person}`,
  )
  chat.tellJoined(person, 'direct', room)
  return room
}
