import type { ServerFrameOf } from '#protocol'
import type { Link } from '../../store/links'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import { hasBlocked } from '../blocks'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { connectPair } from '../pairing'
import { stranger } from '../people'

/** Accepts an invitation: the two have a room from now on. */
export const connect: Command<'connect'> = async (frame, client, chat): Promise<Answer> => {
  const settled = await settle(frame.link, 'to', 'connected', client, chat)
  if (!settled) return refuse('unknown-invitation')
  const peer = (await chat.ports.people.get(settled.from)) ?? stranger(settled.from)
  return connectPair(settled, client, peer, chat)
}

/** Turns an invitation down. The one who asked is told. */
export const decline: Command<'decline'> = async (frame, client, chat): Promise<Answer> => {
  const settled = await settle(frame.link, 'to', 'declined', client, chat)
  return settled ? tellBoth('declined', settled.id, settled.from, client, chat) : refuse('unknown-invitation')
}

/** Withdraws an invitation that is still waiting. */
export const unlink: Command<'unlink'> = async (frame, client, chat): Promise<Answer> => {
  const settled = await settle(frame.link, 'from', 'withdrawn', client, chat)
  return settled ? tellBoth('unlinked', settled.id, settled.to, client, chat) : refuse('unknown-invitation')
}

/** Settles an invitation, if the client's person is on this side of it. */
async function settle(
  id: string,
  side: 'from' | 'to',
  state: 'connected' | 'declined' | 'withdrawn',
  client: Client,
  { ports }: ChatContext,
): Promise<Link | undefined> {
  const link = await ports.store.links.get(id)
  if (link?.[side] !== client.person.id) return undefined
  // The invitation of somebody whom one has blocked is not there.
  if (side === 'to' && (await hasBlocked(link.to, link.from, ports.store))) return undefined
  const settled = await ports.store.links.settle(id, state, ports.now())
  if (settled) return settled
  // A retry because the answer was lost, or another device at the same moment: it is settled like that.
  const known = await ports.store.links.get(id)
  return known?.state === state ? known : undefined
}

/** Tells every device of both what became of their invitation. */
export async function tellBoth(
  type: 'declined' | 'unlinked',
  link: string,
  other: string,
  client: Client,
  chat: ChatContext,
): Promise<ServerFrameOf<'declined'> | ServerFrameOf<'unlinked'>> {
  const peer = (await chat.ports.people.get(other)) ?? stranger(other)
  const answer = { type, link, peer }
  if (!(await hasBlocked(other, client.person.id, chat.ports.store)))
    chat.tellPerson(other, 'direct', { type, link, peer: client.person })
  chat.tellPerson(client.person.id, 'direct', answer, client.id)
  return answer
}
