import type { Client } from './client'
import type { ChatContext } from './context'
import { roomsOf } from './membership'

/** Watches the rooms that the person has joined, and takes the client out of those they belong to no more. */
export async function syncRooms(client: Client, chat: ChatContext): Promise<void> {
  const before = [...client.watched, ...client.entered]
  const read = () => roomsOf(client.person.id, client.port, chat.ports.store)
  const rooms = await read()
  await Promise.all(rooms.map((room) => chat.watch(client, room)))
  // Read again: a member who was removed in between was not there yet to be put out.
  const still = new Set(await read())
  const gone = [...new Set([...before, ...rooms])].filter((room) => !still.has(room))
  await Promise.all(gone.map((room) => putOut(client, room, chat)))
}

async function putOut(client: Client, room: string, chat: ChatContext): Promise<void> {
  chat.unwatch(client, room)
  if (!client.entered.has(room)) return
  client.send({ type: 'gone', room, reason: 'removed' })
  await chat.leave(client, room)
}
