import type { Person } from '#protocol'
import type { Answer, Refusal } from '../answer'
import { refuse } from '../answer'
import { blockersIn } from '../blocks'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { membershipOf } from '../membership'
import { tellEachOther } from '../online'
import { tellBoth } from './answer-link'

/** From now on nothing goes from one of the two to the other. The other one is not told. */
export const block: Command<'block'> = async (frame, client, chat): Promise<Answer> => {
  const peer = await objectOf(frame.person, client, chat)
  if ('refused' in peer) return peer
  return change(peer, true, client, chat)
}

export const unblock: Command<'unblock'> = async (frame, client, chat): Promise<Answer> => {
  const peer = await objectOf(frame.person, client, chat)
  if ('refused' in peer) return peer
  return change(peer, false, client, chat)
}

/** Whom a block is about. */
async function objectOf(person: string, client: Client, { ports }: ChatContext): Promise<Person | Refusal> {
  if (person === client.person.id) return refuse('yourself')
  return (await ports.people.get(person)) ?? refuse('unknown-person')
}

async function change(peer: Person, blocking: boolean, client: Client, chat: ChatContext): Promise<Answer> {
  const { links } = chat.ports.store
  const me = client.person.id
  // Before and after: what goes on now leaves its line to both, and what begins meanwhile ends, too.
  if (blocking) await chat.calls.part(me, peer.id)
  const room = await links.roomOf(me, peer.id)
  const wasApart = await areApart(peer, client, chat)
  const read = room && (await membershipOf(room, me, chat.ports.store))?.read
  if (blocking) await links.block(me, peer.id, read || 0)
  else await links.unblock(me, peer.id)
  if (blocking) await chat.calls.part(me, peer.id)

  await settleInvitations(peer, blocking, client, chat)
  if (room) chat.tellRoom(room, { type: 'blocking', person: me, blocking })
  const isApart = await areApart(peer, client, chat)
  if (room && isApart !== wasApart) await tellEachOther(client.person, peer, !isApart, chat)
  const answer = { type: 'blocked', person: peer.id, blocked: blocking } as const
  chat.tellPerson(me, 'direct', answer, client.id)
  return answer
}

async function areApart(peer: Person, client: Client, { ports }: ChatContext): Promise<boolean> {
  return (await blockersIn([client.person.id, peer.id], ports.store)).length > 0
}

/** One's own invitation is withdrawn. Theirs goes on waiting, as they see it, and is seen again without the block. */
async function settleInvitations(
  peer: Person,
  blocking: boolean,
  client: Client,
  chat: ChatContext,
): Promise<void> {
  const { links } = chat.ports.store
  const me = client.person.id
  const mine = (await links.waitingFrom(me)).find(({ to }) => to === peer.id)
  const theirs = (await links.waitingFrom(peer.id)).find(({ to }) => to === me)
  if (blocking && mine && (await links.settle(mine.id, 'withdrawn', chat.ports.now())))
    await tellBoth('unlinked', mine.id, peer.id, client, chat)
  if (!theirs) return
  const { id: link, note, time } = theirs
  if (blocking) chat.tellPerson(me, 'direct', { type: 'unlinked', link, peer })
  else chat.tellPerson(me, 'direct', { type: 'linked', link, from: peer, note, time })
}
