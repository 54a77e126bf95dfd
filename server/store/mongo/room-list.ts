import { changeKinds, everyone, limits, silentKinds } from '#protocol'
import type { RoomEntry } from '../store'
import { topOf } from './append'
import { membershipId, membershipOf } from './memberships'
import { lineOf } from './messages'
import type { MembershipDoc, Models, RoomDoc } from './models'
import { roomOf } from './room-doc'

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
  const { room: id, person, read, marked } = membership
  const isMarked = typeof marked === 'number'
  const first = isMarked ? Math.min(read, marked - 1) : read
  const hidden = await models.hidden.find({ room: id, person }, { seq: 1 }).lean()
  const notHidden = { seq: { $nin: hidden.map(({ seq }) => seq) } }
  const unseen = {
    ...{ room: id, seq: { ...notHidden.seq, $gt: first }, kind: { $nin: silentKinds } },
    ...{ author: { $ne: person }, audience: { $ne: 'author' as const } },
  }
  const visible = { $or: [{ audience: { $ne: 'author' as const } }, { author: person }] }
  const [top, newest, unread, mention, peer] = await Promise.all([
    topOf(models.messages, id),
    models.messages
      .findOne({
        room: id,
        kind: { $nin: changeKinds },
        ...notHidden,
        ...(room.kind === 'direct' ? visible : {}),
      })
      .sort({ seq: -1 })
      .lean(),
    models.messages.countDocuments(unseen, { limit: limits.unread }),
    models.messages
      .findOne({ ...unseen, mentions: { $in: [person, everyone] } }, { _id: 0, seq: 1 })
      .sort({ seq: 1 })
      .lean(),
    room.kind === 'direct' ? models.memberships.findOne({ room: id, person: { $ne: person } }).lean() : null,
  ])
  const entry: RoomEntry = {
    room: roomOf(room),
    membership: membershipOf(membership, room.owner),
    members: room.members,
    top,
    unread: isMarked ? Math.max(1, unread) : unread,
  }
  if (mention) entry.mentioned = mention.seq
  if (newest) entry.last = lineOf(newest)
  if (room.kind === 'direct') entry.peer = peer?.person ?? person
  return entry
}

function newestFirst(one: RoomEntry, other: RoomEntry): number {
  const [first, second] = [one, other].map(({ last, room }) => last?.time ?? room.created)
  return (second ?? 0) - (first ?? 0) || (one.room.id < other.room.id ? -1 : 1)
}
