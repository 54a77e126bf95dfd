import type { FrameOf, RefusalCode, ServerFrameOf } from '#protocol'
import { limits, lobby } from '#protocol'
import type { Membership } from '../../store/store'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { House } from '../house'
import type { Feed } from '../live/feed'
import type { Visitor } from '../visitor'

/** A member comes into a room, and gets what they missed. From the answer on they hear every message. */
export async function enter(frame: FrameOf<'enter'>, visitor: Visitor, house: House): Promise<Answer> {
  const again = visitor.entered.has(frame.room)
  if (!again && visitor.entered.size >= limits.enteredRooms) return refuse('too-many-entered')

  const feed = await house.feeds.hold(frame.room)
  let admitted = false
  try {
    const answer = await goIn(frame, visitor, feed, house)
    admitted = answer.type === 'entered' && !again
    return answer.type === 'entered' ? answer : answer.refusal
  } finally {
    feed.turnAway(visitor)
    if (!admitted) house.feeds.letGo(feed)
  }
}

type Turned = { type: 'refused'; refusal: Answer }

function turned(code: RefusalCode): Turned {
  return { type: 'refused', refusal: refuse(code) }
}

async function goIn(
  frame: FrameOf<'enter'>,
  visitor: Visitor,
  feed: Feed,
  house: House,
): Promise<ServerFrameOf<'entered'> | Turned> {
  const { store, state } = house.ports
  const exists = await feed.receive(visitor)
  if (frame.since !== undefined) await feed.until(frame.since)
  const known = exists ? await store.rooms.membership(frame.room, visitor.person.id) : undefined
  if (!known && !(exists && frame.room === lobby)) return turned('unknown-room')
  if ((feed.room?.kind === 'direct') !== (visitor.port === 'direct')) return turned('wrong-port')
  const membership = known ?? (await joinLobby(visitor, house))

  const peer = feed.peerOf(visitor.person.id)
  const peerRead = peer ? (await store.rooms.membership(frame.room, peer))?.read : undefined
  const first = await state.presence.come(frame.room, visitor.person.id, visitor.id)
  const online = await state.presence.count(frame.room)

  const page = visitor.closed ? undefined : feed.admit(visitor, frame.since)
  if (!page) {
    const last = await state.presence.go(frame.room, visitor.person.id, visitor.id)
    // Their other connections have left meanwhile, and none of those was the last one.
    if (last && !first) house.tellRoom(frame.room, { type: 'went', person: visitor.person })
    return turned('unknown-room')
  }
  visitor.entered.set(frame.room, feed)
  if (first) house.tellRoom(frame.room, { type: 'came', person: visitor.person })
  return {
    type: 'entered',
    room: frame.room,
    top: feed.top,
    online,
    messages: page.messages,
    complete: page.complete,
    read: membership.read,
    ...(peerRead === undefined ? {} : { peerRead }),
  }
}

/** Everyone may enter the lobby, and is a member of it from the first time on. */
async function joinLobby(visitor: Visitor, house: House): Promise<Pick<Membership, 'read'>> {
  const { store, now } = house.ports
  const joined = await store.rooms.join(lobby, visitor.person.id, now(), Number.MAX_SAFE_INTEGER)
  house.tellJoined(visitor.person.id, 'group', lobby)
  return joined === 'full' ? { read: 0 } : joined
}
