import { changeKinds, everyone, firstRead, limits, missedOutcomes, silentKinds } from '#protocol'
import type { RoomEntry } from '../store'
import { topOf } from './append'
import { membershipId, membershipOf } from './memberships'
import { lineOf } from './messages'
import type { MembershipDoc, MessageDoc, Models, RoomDoc } from './models'
import { roomOf } from './room-doc'

/** Newest lines among which is counted, and of those that mention the person, is looked: as in SQLite. */
const mostLookedAt = 1_000
/** Of what somebody has hidden, how much one look-up leaves out. */
const hiddenAtOnce = 100

/** A person's rooms as a list shows them. Each room's newest line and unread number are index look-ups. */
export async function listRooms(models: Models, person: string, room?: string): Promise<RoomEntry[]> {
  const which = room === undefined ? { person } : { _id: membershipId(room, person) }
  const memberships = await models.memberships.find(which).lean()
  const ids = memberships.map(({ room }) => room)
  const rooms = new Map((await models.rooms.find({ _id: { $in: ids } }).lean()).map((doc) => [doc._id, doc]))
  const entries = memberships.map((membership) => {
    const room = rooms.get(membership.room)
    return room && entryOf(models, room, membership)
  })
  return (await Promise.all(entries)).filter((entry) => entry !== undefined).sort(newestFirst)
}

async function entryOf(models: Models, room: RoomDoc, membership: MembershipDoc): Promise<RoomEntry> {
  const own = membershipOf(membership, room.owner)
  const { room: id, person, marked } = own
  const first = firstRead(own)
  const top = await topOf(models.messages, id)
  const [last, unread, mentioned, peer] = await Promise.all([
    lastOf(models, room, person),
    unreadOf(models, id, person, Math.max(first, top - mostLookedAt)),
    mentionOf(models, id, person, first),
    room.kind === 'direct' ? models.memberships.findOne({ room: id, person: { $ne: person } }).lean() : null,
  ])
  const entry: RoomEntry = {
    room: roomOf(room),
    membership: own,
    members: room.members,
    top,
    unread: marked !== undefined ? Math.max(1, unread) : unread,
  }
  if (mentioned !== undefined) entry.mentioned = mentioned
  if (last) entry.last = lineOf(last)
  if (room.kind === 'direct') entry.peer = peer?.person ?? person
  return entry
}

/** The newest line that the person is shown. Mostly the newest is: only where much of the end is hidden it takes more than one step. */
async function lastOf(models: Models, room: RoomDoc, person: string): Promise<MessageDoc | undefined> {
  const seen = { $or: [{ audience: { $ne: 'author' as const } }, { author: person }] }
  const shown = { room: room._id, kind: { $nin: changeKinds }, ...(room.kind === 'direct' ? seen : {}) }
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const hidden = await hiddenIn(models, room._id, person, { $lt: before }, hiddenAtOnce)
    const newest = await models.messages
      .findOne({ ...shown, seq: { $lt: before, $nin: hidden } })
      .sort({ seq: -1 })
      .lean()
    const oldest = hidden.length < hiddenAtOnce ? 0 : (hidden.at(-1) ?? 0)
    // Behind the oldest of these nothing else is hidden.
    if (!newest || newest.seq > oldest) return newest ?? undefined
    before = oldest
  }
}

async function unreadOf(models: Models, room: string, person: string, first: number): Promise<number> {
  const hidden = await hiddenIn(models, room, person, { $gt: first }, mostLookedAt)
  const unread = { ...unseenBy(room, person), seq: { $gt: first, $nin: hidden } }
  return models.messages.countDocuments(unread, { limit: limits.unread })
}

/** The oldest line behind `first` that mentions the person. */
async function mentionOf(models: Models, room: string, person: string, first: number) {
  const mentions = { ...unseenBy(room, person), seq: { $gt: first }, mentions: { $in: [person, everyone] } }
  const query = models.messages.find(mentions, { _id: 0, seq: 1 }).sort({ seq: -1 }).limit(mostLookedAt)
  const seqs = (await query.lean()).map(({ seq }) => seq)
  if (seqs.length === 0) return undefined
  const hidden = new Set(await hiddenIn(models, room, person, { $in: seqs }, mostLookedAt))
  return seqs.filter((seq) => !hidden.has(seq)).at(-1)
}

function unseenBy(room: string, person: string) {
  return {
    ...{ room, kind: { $nin: silentKinds } },
    ...{ author: { $ne: person }, audience: { $ne: 'author' as const } },
    $or: [{ kind: { $ne: 'call' as const } }, { 'body.outcome': { $in: [...missedOutcomes] } }],
  }
}

/** The newest messages that the person has hidden, of those in this stretch; the newest first. */
async function hiddenIn(
  models: Models,
  room: string,
  person: string,
  seq: { $lt: number } | { $gt: number } | { $in: number[] },
  most: number,
): Promise<number[]> {
  const query = models.hidden.find({ room, person, seq }, { _id: 0, seq: 1 }).sort({ seq: -1 })
  return (await query.limit(most).lean()).map((doc) => doc.seq)
}

function newestFirst(one: RoomEntry, other: RoomEntry): number {
  const [first, second] = [one, other].map(({ last, room }) => last?.time ?? room.created)
  return (second ?? 0) - (first ?? 0) || (one.room.id < other.room.id ? -1 : 1)
}
