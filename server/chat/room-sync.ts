import type { Client } from './client'
import type { ChatContext } from './context'

/** Watches the rooms that the person has joined, and ends the visits to those they belong to no more. */
export async function syncRooms(client: Client, chat: ChatContext): Promise<void> {
  const before = [...client.watched.keys(), ...client.entered.keys()]
  const rooms = await roomsOf(client, chat)
  await Promise.all(rooms.map((room) => chat.watch(client, room)))
  // Read again: whoever was removed in between was not there yet to be put out.
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
  const [watched, entered] = [client.watched.get(room), client.entered.get(room)]
  if (watched) chat.unwatch(client, watched)
  if (!entered) return
  client.send({ type: 'gone', room, reason: 'removed' })
  await chat.leave(client, entered)
}
