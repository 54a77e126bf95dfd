import { anyOutcome, callMedia, candidates, description, iceServers, talker } from './calls'
import { type Field, list, object, optional, type Shape, type Shaped } from './fields'
import { clientId, serverId } from './ids'
import { limits } from './limits'
import {
  anyString,
  count,
  flag,
  mark,
  member,
  message,
  messageFields,
  person,
  pinned,
  type Role,
  readers,
  roomCard,
  seq,
  time,
  tops,
} from './values'

const id = optional(clientId)
const room = serverId
const role = anyString as Field<Role>

/** What became of a `forward` or `send` at one target, which is named as the frame named it. */
const outcomeFields = {
  room: optional(serverId),
  person: optional(serverId),
  /** The places of what was said there, in its room `in`; not there where it was refused. */
  in: optional(serverId),
  seqs: optional(list(seq, limits.forwarded)),
  time: optional(time),
  /** Of a refusal, as in `refused`. */
  code: optional(anyString),
  message: optional(anyString),
  retryAfter: optional(count),
}
const outcome = object(outcomeFields)
export type Outcome = Shaped<typeof outcomeFields>

/** Every frame the server sends, with its fields. `id` repeats the id of the frame that is answered. */
export const serverFrames = {
  heartbeat: { id, time, tops: tops },
  entered: {
    id,
    room,
    top: count,
    online: count,
    messages: list(message, limits.pageLines),
    complete: flag,
    read: count,
    /** How far the other person has read; in a 1v1 room. */
    peerRead: optional(count),
    pinned: optional(pinned),
    /** Milliseconds within which one's own text may be edited; without it, not at all. */
    editMs: optional(count),
    /** Messages that the reader has deleted for themselves, the newest ones. */
    hidden: optional(list(seq, limits.hiddenTold)),
    /** The call that goes on in this group, which may be joined. */
    talking: optional(serverId),
  },
  left: { id, room, person },
  accepted: {
    id,
    room,
    /** The place of a message; 0 of what has to do with a call. */
    seq: count,
    time,
    /** The call, of a frame that has to do with one. */
    call: optional(serverId),
    /** Of `call` and of `answer`: what helps to reach the other one. */
    ice: optional(iceServers),
  },
  refused: {
    id,
    of: optional(anyString),
    room: optional(room),
    code: anyString,
    message: anyString,
    retryAfter: optional(count),
  },
  sent: { id, to: list(outcome, limits.targets) },
  said: { room, ...messageFields },
  page: {
    id,
    room,
    messages: list(message, limits.pageLines),
    more: flag,
    /** Of a page around a message: whether there are further ones behind it. */
    moreAfter: optional(flag),
  },
  reactors: { id, room, seq, emoji: anyString, people: list(person, limits.pageReactors), more: flag },
  read: { id, room, person: serverId, seq: count },
  unread: { id, room, seq, unread: count },
  readers: { id, room, seq, read: readers, unread: readers },
  hidden: { id, room, seqs: list(seq, limits.hiddenAtOnce) },
  typing: { room, person },
  presence: { room, online: count, joined: list(person), left: list(person) },
  members: { id, room, members: list(member, limits.pageMembers), more: flag },
  /** `also`: what else came since the `news` before, oldest first; `last` comes behind it. */
  news: { room, last: message, also: optional(list(mark, limits.unread)) },
  profile: { person },
  talking: {
    call: serverId,
    room,
    media: callMedia,
    since: time,
    /** In the order in which they came; of two, the later one gives way where both describe at once. Empty once it is over. */
    people: list(talker, limits.voices),
  },

  room: { id, room: roomCard },
  renamed: { room, name: anyString, code: anyString },
  member: { id, room, person, role },
  barred: { id, room, people: list(person, limits.pageMembers), more: flag },
  allowed: { id, room, person: serverId },
  gone: { id, room, reason: anyString as Field<'quit' | 'removed' | 'dissolved'> },

  asked: { id, link: serverId, to: person, note: anyString, time },
  linked: { link: serverId, from: person, note: anyString, time },
  connected: { id, link: serverId, room, peer: person },
  declined: { id, link: serverId, peer: person },
  unlinked: { id, link: serverId, peer: person },
  blocked: { id, person: serverId, blocked: flag },
  contact: { person, online: flag },

  ringing: { call: serverId, room, from: person, media: callMedia, ms: count },
  signal: { call: serverId, from: serverId, sdp: optional(description), candidates: optional(candidates) },
  ended: { call: serverId, room, outcome: anyOutcome, seconds: count },
} satisfies Record<string, Shape>

export type ServerFrameType = keyof typeof serverFrames
export type ServerFrameOf<T extends ServerFrameType> = { type: T } & Shaped<(typeof serverFrames)[T]>
export type ServerFrame = { [T in ServerFrameType]: ServerFrameOf<T> }[ServerFrameType]
