import type { Unsubscribe } from '../state/state'
import type { Client } from './client'
import type { ChatContext } from './context'
import { sendInvitations } from './invitations'
import { UntilDone } from './live/until-done'
import { putStrangersOut, syncRooms } from './room-sync'

/** Clients that are brought up to date at the same time. */
const atOnce = 20

/**
 * Makes good what this node has not heard, whenever news between the nodes were lost: the store says how
 * things stand, as soon as it can be read. And while news may be missing, nobody stays in a room whom another node
 * has put out: that is asked again and again.
 */
export function resyncAfterGaps(chat: ChatContext): Unsubscribe {
  const resyncing = new UntilDone(() => resync(chat))
  const checking = new UntilDone(() => putStrangersOut(chat))
  const { bus } = chat.ports.state
  const forget = [bus.onGap(() => resyncing.ask()), bus.onDoubt(() => checking.ask())]
  return () => {
    for (const one of forget) one()
    resyncing.stop()
    checking.stop()
  }
}

export async function resync(chat: ChatContext): Promise<void> {
  chat.ports.people.forget()
  await Promise.all(chat.hubs.all().map((hub) => hub.resync()))
  const clients = chat.userConnections.all()
  while (clients.length > 0)
    await Promise.all(clients.splice(0, atOnce).map((client) => resyncClient(client, chat)))
}

async function resyncClient(client: Client, chat: ChatContext): Promise<void> {
  client.person = (await chat.ports.people.get(client.person.id)) ?? client.person
  await syncRooms(client, chat)
  if (client.port === 'direct') await sendInvitations(client, chat.ports)
  await chat.calls.welcome(client)
}
