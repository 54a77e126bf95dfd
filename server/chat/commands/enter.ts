import type { FrameOf, RefusalCode, ServerFrameOf } from '#protocol'
import { limits, lobby } from '#protocol'
import type { Membership } from '../../store/store'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { Reader } from '../audience'
import type { Client } from '../client'
import type { ChatContext } from '../context'
import type { RoomHub } from '../live/room-hub'
import { membershipOf } from '../membership'
import { shownRead } from '../shown-read'

/** A member comes into a room, and gets what they missed. From the answer on they hear every message. */
export async function enter(frame: FrameOf<'enter'>, client: Client, chat: ChatContext): Promise<Answer> {
  const full = client.entered.size >= limits.enteredRooms
  if (full && !client.entered.has(frame.room)) return refuse('too-many-entered')

  const hub = await chat.hubs.hold(frame.room)
  let admitted = false
  try {
    const answer = await goIn(frame, client, hub, chat)
    admitted = answer.type === 'entered'
    return answer.type === 'entered' ? answer : answer.refusal
  } finally {
    hub.turnAway(client)
    if (!admitted) chat.hubs.letGo(hub)
  }
}

type Turned = { type: 'refused'; refusal: Answer }

function turned(code: RefusalCode): Turned {
  return { type: 'refused', refusal: refuse(code) }
}

async function goIn(
  frame: FrameOf<'enter'>,
  client: Client,
  hub: RoomHub,
  chat: ChatContext,
): Promise<ServerFrameOf<'entered'> | Turned> {
  const { store, state } = chat.ports
  const exists = await hub.receive(client)
  if (frame.since !== undefined) await hub.state.until(frame.since)
  const known = exists ? await membershipOf(frame.room, client.person.id, store) : undefined
  if (!known && !(exists && frame.room === lobby)) return turned('unknown-room')
  if ((hub.state.room?.kind === 'direct') !== (client.port === 'direct')) return turned('wrong-port')
  const membership = known ?? (await joinLobby(client, chat))

  const peerRead = await peerReadOf(client, hub, chat)
  const first = await state.presence.join(frame.room, client.person.id, client.id)
  const online = await onlineIn(hub, chat)

  // Last: what is hidden from now on is told to the socket, behind the answer.
  const hidden = await store.hidden.newest(frame.room, client.person.id, limits.hiddenTold)
  const reader = { person: client.person.id, hidden: new Set(hidden) }
  const page = client.closed ? undefined : hub.admit(client, frame.since, reader)
  if (!page) {
    const last = await state.presence.leave(frame.room, client.person.id, client.id)
    // Their other connections have left meanwhile, and none of those was the last one.
    if (last && !first) chat.tellRoom(frame.room, { type: 'went', person: client.person })
    return turned('unknown-room')
  }
  // Who is in holds the hub once. That is decided now: on the way here they may have been put out.
  if (client.entered.has(frame.room)) chat.hubs.letGo(hub)
  client.entered.add(frame.room)
  if (first) chat.tellRoom(frame.room, { type: 'came', person: client.person })
  hub.tellTalking(client)
  return {
    type: 'entered',
    room: frame.room,
    top: hub.state.top,
    online,
    messages: page.messages,
    complete: page.complete,
    read: membership.read,
    ...(peerRead === undefined ? {} : { peerRead }),
    ...ofRoom(hub),
    ...editable(chat),
    ...hiddenOf(reader),
  }
}

/** What the room has beside its messages. */
function ofRoom(hub: RoomHub): Pick<ServerFrameOf<'entered'>, 'pinned' | 'talking'> {
  const { pinned } = hub.state
  const call = hub.talking.now?.call
  return { ...(pinned && { pinned }), ...(call !== undefined && { talking: call }) }
}

/** What the reader has deleted for themselves. */
function hiddenOf({ hidden }: Reader): { hidden?: number[] } {
  return hidden.size > 0 ? { hidden: [...hidden] } : {}
}

/** Within which time texts may be edited; nothing where none may. */
function editable({ ports: { editMs } }: ChatContext): { editMs?: number } {
  return editMs > 0 ? { editMs } : {}
}

/** How many people are there, as a client that is coming in sees it. */
function onlineIn(hub: RoomHub, chat: ChatContext): number | Promise<number> {
  return hub.state.isApart ? 1 : chat.ports.state.presence.count(hub.id)
}

/** How far the other one of a 1v1 room has read; nothing in other rooms. */
async function peerReadOf(client: Client, hub: RoomHub, chat: ChatContext): Promise<number | undefined> {
  const { store } = chat.ports
  const me = client.person.id
  const peer = hub.state.peerOf(me)
  if (!peer) return undefined
  const membership = await membershipOf(hub.id, peer, store)
  return membership && shownRead(membership, me, store)
}

/** Everyone may enter the lobby, and is a member of it from the first time on. */
async function joinLobby(client: Client, chat: ChatContext): Promise<Pick<Membership, 'read'>> {
  const { store, now } = chat.ports
  const joined = await store.rooms.join(lobby, client.person.id, now(), Number.MAX_SAFE_INTEGER)
  chat.tellJoined(client.person.id, 'group', lobby)
  return joined === 'full' ? { read: 0 } : joined
}
