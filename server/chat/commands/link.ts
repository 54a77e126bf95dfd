import type { FrameOf, Person, ServerFrameOf } from '#protocol'
import { limits, tidyName } from '#protocol'
import type { Link } from '../../store/links'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import { hasBlocked } from '../blocks'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { connectPair } from '../pairing'
import type { Ports } from '../ports'

/** Invites another person to a 1v1 talk. */
export const link: Command<'link'> = async (frame, client, chat): Promise<Answer> => {
  const { people, state } = chat.ports
  const me = client.person.id
  if (frame.to === me) return refuse('yourself')
  const pause = await state.limits.take(`link:${me}`, { perSecond: 0.5, burst: 20 })
  if (pause > 0) return refuse('too-fast', pause)
  const peer = await people.get(frame.to.toLowerCase())
  if (!peer) return refuse('unknown-person')
  if (peer.id === me) return refuse('yourself')

  const known = await alreadyAgreed(frame, client, peer, chat)
  if (known) return known
  const objection = await objectionOf(me, peer.id, chat.ports)
  return objection ? refuse(objection) : ask(frame, client, peer, chat)
}

/** They are connected, or the other one asked first: then this is the answer to it. */
async function alreadyAgreed(
  frame: FrameOf<'link'>,
  client: Client,
  peer: Person,
  chat: ChatContext,
): Promise<Answer | undefined> {
  const { links, rooms } = chat.ports.store
  const me = client.person.id
  const theirs = (await links.waitingFrom(peer.id)).find((one) => one.to === me)
  // The invitation of somebody whom one has blocked is not there.
  if (theirs && !(await hasBlocked(me, peer.id, chat.ports.store))) {
    const settled = await links.settle(theirs.id, 'connected', chat.ports.now())
    if (settled) return connectBoth(settled, frame, client, peer, chat)
  }
  const [mineLast, theirsLast] = [await links.latest(me, peer.id), await links.latest(peer.id, me)]
  const agreed = [mineLast, theirsLast].find((one) => one?.state === 'connected')
  if (!agreed) return undefined
  const room = await links.roomOf(me, peer.id)
  const isDone = mineLast?.state !== 'waiting' && room !== undefined && (await rooms.get(room)) !== undefined
  if (isDone) return { type: 'connected', link: agreed.id, room, peer }
  // Its making was cut short, by the end of a process or because the store was out of reach.
  return connectBoth(agreed, frame, client, peer, chat)
}

/** Connects the two. What is written with this invitation is kept as well, though the other one's came first. */
async function connectBoth(
  link: Link,
  frame: FrameOf<'link'>,
  client: Client,
  peer: Person,
  chat: ChatContext,
): Promise<Answer> {
  const { links } = chat.ports.store
  const mine = planOf(frame, client, peer, chat.ports)
  const last = await links.latest(client.person.id, peer.id)
  if (mine.note !== '' && last?.state !== 'connected') await links.ask(mine)
  return connectPair(link, client, peer, chat)
}

async function objectionOf(me: string, peer: string, { store, now }: Ports) {
  const { links } = store
  if (await hasBlocked(me, peer, store)) return 'blocked'
  const last = await links.latest(me, peer)
  if (last?.state === 'waiting') return undefined
  if (last?.state === 'declined' && now() - (last.settled ?? 0) < limits.declinedPauseMs)
    return 'declined-recently'
  if ((await links.waitingFrom(me)).length >= limits.waitingInvitations) return 'too-many-invitations'
  // Strangers in any number must not make a flood of what comes when this person connects.
  return (await links.waitingFor(peer)).length >= limits.receivedInvitations ? 'not-accepting' : undefined
}

async function ask(frame: FrameOf<'link'>, client: Client, peer: Person, chat: ChatContext): Promise<Answer> {
  const { store } = chat.ports
  const plan = planOf(frame, client, peer, chat.ports)
  const { id, note, time } = await store.links.ask(plan)
  // Both asked at the same time: the one that is stored second finds the other's invitation.
  const crossed = await alreadyAgreed(frame, client, peer, chat)
  if (crossed) return crossed
  const asked: ServerFrameOf<'asked'> = { type: 'asked', link: id, to: peer, note, time }
  if (id === plan.id) {
    // To who is blocked their invitation waits; the other one is not asked.
    if (!(await hasBlocked(peer.id, plan.from, store)))
      chat.tellPerson(peer.id, 'direct', { type: 'linked', link: id, from: client.person, note, time })
    chat.tellPerson(plan.from, 'direct', asked, client.id)
  }
  return asked
}

function planOf(frame: FrameOf<'link'>, client: Client, peer: Person, { newId, now }: Ports): Link {
  const note = tidyName(frame.note ?? '')
  return { id: newId(), from: client.person.id, to: peer.id, note, time: now(), state: 'waiting' }
}
