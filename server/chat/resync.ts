import type { Unsubscribe } from '../state/state'
import type { Client } from './client'
import type { ChatContext } from './context'
import { sendInvitations } from './invitations'
import { UntilDone } from './live/until-done'
import { syncRooms } from './room-sync'

/** Clients that are brought up to date at the same time. */
const atOnce = 20

/**
 * Makes good what this node has not heard, whenever news between the nodes were lost: the store says how
 * things stand, as soon as it can be read.
 */
export function resyncAfterGaps(chat: ChatContext): Unsubscribe {
  const resyncing = new UntilDone(() => resync(chat))
  const forget = chat.ports.state.bus.onGap(() => resyncing.ask())
  return () => {
    forget()
    resyncing.stop()
  }
}

export async function resync(chat: ChatContext): Promise<void> {
  chat.ports.people.forget()
  await Promise.all(chat.hubs.all().map((hub) => hub.state.resync()))
  const clients = chat.userConnections.all()
  while (clients.length > 0)
    await Promise.all(clients.splice(0, atOnce).map((client) => resyncClient(client, chat)))
}

async function resyncClient(client: Client, chat: ChatContext): Promise<void> {
  client.person = (await chat.ports.people.get(client.person.id)) ?? client.person
  await syncRooms(client, chat)
  if (client.port === 'direct') await sendInvitations(client, chat.ports)
}
