import type { Client } from './client'
import type { ChatContext } from './context'
import { sendInvitations } from './invitations'
import { allUsers, tellContacts } from './online'
import { syncRooms } from './room-sync'

/** Milliseconds that a person may be without a connection before their contacts see them offline. */
const awayMs = 5_000

/** A person has connected: their contacts see it, and they hear of their rooms and invitations. */
export async function connectClient(client: Client, chat: ChatContext): Promise<void> {
  const { state } = chat.ports
  await chat.userConnections.add(client)
  // A new name or avatar, told after the socket was opened but before the client could be told of it.
  client.person = (await chat.ports.people.get(client.person.id)) ?? client.person
  const first = await state.presence.join(allUsers, client.person.id, client.id)
  if (first) await tellContacts(client.person, true, chat)
  if (client.port === 'direct') await sendInvitations(client, chat.ports)
  await syncRooms(client, chat)
  await chat.calls.welcome(client)
}

/** The connection is gone, in whatever way. Everything that is kept for it is let go. */
export async function disconnectClient(client: Client, chat: ChatContext): Promise<void> {
  const { presence } = chat.ports.state
  for (const room of [...client.watched]) chat.unwatch(client, room)
  chat.userConnections.remove(client)
  await Promise.all([...client.entered].map((room) => chat.leave(client, room)))
  await chat.calls.depart(client)
  const last = await presence.leave(allUsers, client.person.id, client.id)
  if (!last) return
  // A phone that changes its network is back in a moment: its contacts need not see it go.
  setTimeout(() => void tellGone(client, chat).catch(() => undefined), awayMs).unref()
}

async function tellGone(client: Client, chat: ChatContext): Promise<void> {
  const back = await chat.ports.state.presence.isThere(allUsers, client.person.id)
  if (!back) await tellContacts(client.person, false, chat)
}
