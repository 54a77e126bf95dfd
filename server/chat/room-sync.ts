import type { Client } from './client'
import type { ChatContext } from './context'

/** Watches the rooms that the person has joined, and takes the client out of those they belong to no more. */
export async function syncRooms(client: Client, chat: ChatContext): Promise<void> {
  const before = [...client.watched, ...client.entered]
  const rooms = await roomsOf(client, chat)
  await Promise.all(rooms.map((room) => chat.watch(client, room)))
  // Read again: a member who was removed in between was not there yet to be put out.
  const still = new Set(await roomsOf(client, chat))
  const gone = [...new Set([...before, ...rooms])].filter((room) => !still.has(room))
  await Promise.all(gone.map((room) => putOut(client, room, chat)))
}

/** The person's rooms that belong on the client's port. */
async function roomsOf(client: Client, { ports }: ChatContext): Promise<string[]> {
  const all = await ports.store.rooms.of(client.person.id)
  const own = all.filter((room) => (room.kind === 'direct') === (client.port === 'direct'))
  return own.map(({ room }) => room)
}

async function putOut(client: Client, room: string, chat: ChatContext): Promise<void> {
  chat.unwatch(client, room)
  if (!client.entered.has(room)) return
  client.send({ type: 'gone', room, reason: 'removed' })
  await chat.leave(client, room)
}
