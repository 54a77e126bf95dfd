import { type PersonNews, personTopic } from './live/news'
import type { Ports } from './ports'

/** The room of a person with themselves, for what they keep; made where it is not there. Idempotent. */
export async function favouritesOf(person: string, { store, state, newId, now }: Ports): Promise<string> {
  const known = await store.links.roomOf(person, person)
  if (known !== undefined && (await store.rooms.get(known))) return known
  const room = known ?? (await store.links.pair(person, person, newId(), now()))
  await store.rooms.create(
    { id: room, kind: 'direct', name: '', created: now() },
    [{ person, role: 'member' }],
    `pair/${person}/${person}`,
  )
  state.bus.publish(personTopic(person), { type: 'joined', port: 'direct', room } satisfies PersonNews)
  return room
}
