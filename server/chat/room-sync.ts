import type { ServerFrameOf } from '#protocol'
import type { Store } from '../store/store'
import type { Client } from './client'
import type { ChatContext } from './context'
import { roomsOf, strangersAmong } from './membership'

type Gone = ServerFrameOf<'gone'>

/** Watches the rooms that the person has joined, and takes them out of those they belong to no more. */
export async function syncRooms(client: Client, chat: ChatContext): Promise<void> {
  const before = [...client.watched, ...client.entered]
  const read = () => roomsOf(client.person.id, client.port, chat.ports.store)
  const rooms = await read()
  await Promise.all(rooms.map((room) => chat.watch(client, room)))
  // Read again: a member who was removed in between was not there yet to be put out.
  const still = new Set(await read())
  const gone = [...new Set([...before, ...rooms])].filter((room) => !still.has(room))
  await Promise.all(gone.map((room) => putOutUnheard(client.person.id, room, chat)))
}

/** Takes everybody here out of the rooms that they belong to no more: a question to the store for a thousand. */
export async function putStrangersOut(chat: ChatContext): Promise<void> {
  const pairs = new Map<string, { room: string; person: string }>()
  for (const { person, watched, entered } of chat.userConnections.all())
    for (const room of [...watched, ...entered])
      pairs.set(`${room} ${person.id}`, { room, person: person.id })
  const strangers = await strangersAmong([...pairs.values()], chat.ports.store)
  await Promise.all(strangers.map(({ person, room }) => putOutUnheard(person, room, chat)))
}

/** As when it is heard that the person's membership has ended. Each of their clients here that was in the room is told. */
async function putOutUnheard(person: string, room: string, chat: ChatContext): Promise<void> {
  const reason = await whyGone(person, room, chat.ports.store)
  const isOf = ({ watched, entered }: Client) => watched.has(room) || entered.has(room)
  const clients = [...chat.userConnections.of(person)].filter(isOf)
  chat.hubs.get(room)?.cut(person)
  for (const client of clients) client.send({ type: 'gone', room, reason })
}

/** Who is removed is barred until the owner lets them in again. */
async function whyGone(person: string, room: string, { rooms }: Store): Promise<Gone['reason']> {
  if (!(await rooms.get(room))) return 'dissolved'
  return (await rooms.isBarred(room, person)) ? 'removed' : 'quit'
}
