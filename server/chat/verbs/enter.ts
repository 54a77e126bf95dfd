import type { FrameOf, ServerFrameOf } from '#protocol'
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

async function goIn(
  frame: FrameOf<'enter'>,
  visitor: Visitor,
  feed: Feed,
  house: House,
): Promise<ServerFrameOf<'entered'> | Turned> {
  const { store, state } = house.ports
  const exists = await feed.receive(visitor)
  const membership = exists ? await membershipOf(frame.room, visitor, house) : undefined
  if (!membership) return { type: 'refused', refusal: refuse('unknown-room') }
  if ((feed.room?.kind === 'direct') !== (visitor.port === 'direct'))
    return { type: 'refused', refusal: refuse('wrong-port') }

  const peer = feed.peerOf(visitor.person.id)
  const peerRead = peer ? (await store.rooms.membership(frame.room, peer))?.read : undefined
  const first = await state.presence.come(frame.room, visitor.person.id, visitor.id)
  const online = await state.presence.count(frame.room)

  const page = feed.admit(visitor, frame.since)
  if (!page || visitor.closed) {
    await state.presence.go(frame.room, visitor.person.id, visitor.id)
    return { type: 'refused', refusal: refuse('unknown-room') }
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
async function membershipOf(room: string, visitor: Visitor, house: House): Promise<Membership | undefined> {
  const { store, now } = house.ports
  const membership = await store.rooms.membership(room, visitor.person.id)
  if (membership || room !== lobby) return membership
  const joined = await store.rooms.join(room, visitor.person.id, now(), Number.MAX_SAFE_INTEGER)
  await house.watch(visitor, room)
  return joined === 'full' ? undefined : joined
}
