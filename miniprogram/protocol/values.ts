import type { MediaBody, SaidKind } from './bodies'
import { type Field, field, isObject, list, object, optional, type Shaped } from './fields'
import { messageId, serverId } from './ids'
import { limits } from './limits'

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0

/** The number of a message in its room: 1, 2, 3, … */
export const seq: Field<number> = field(
  (value) => isCount(value) && (value as number) > 0,
  'a whole number from 1',
)

/** A number of things, or a position before the first message. */
export const count: Field<number> = field(isCount, 'a whole number from 0')

/** Milliseconds since 1970-01-01 UTC, by the server's clock. */
export const time: Field<number> = field(isCount, 'milliseconds since 1970')

export const anyString: Field<string> = field((value) => typeof value === 'string', 'a text')

export const flag: Field<boolean> = field((value) => typeof value === 'boolean', 'true or false')

/** The newest `seq` of rooms, by room. */
export const tops: Field<Record<string, number>> = field(
  (value) => isObject(value) && Object.values(value).every(isCount),
  'a number for each room',
)

/** What others see of a person. `avatar` is an address, or empty. */
export const personFields = { id: serverId, name: anyString, avatar: anyString }
export const person = object(personFields)
export type Person = { id: string; name: string; avatar: string }

/** Who is what in a room; `none` is no longer a member. */
export type Role = 'owner' | 'member' | 'none'

/**
 * The kinds of message. Those of `bodies` a client may say. `recall`, `edit`, `react` and `pin` are lines that change
 * another one, which their body names. A `recall` is `from` the author of that one, and `by` who took it back.
 * A `bundle` holds messages that somebody forwarded as one, a `call` tells of a call that is over. `recalled` is what is left of it: an empty body. `withheld` only
 * keeps the place of what somebody said whom the reader has blocked, or of what the reader has deleted for themselves.
 */
export type Kind = SaidKind | ChangeKind | 'bundle' | 'call' | 'recalled' | 'withheld'
export type ChangeKind = 'recall' | 'edit' | 'react' | 'pin'

/** What a message says from now on; without `text` a later edit has taken its place, or nothing is left of the message. */
export interface Edit {
  seq: number
  text?: string
}

/** How a message is reacted to: by how many with each emoji, the first one used first. Of two the higher version is the later one. */
export interface Reactions {
  version: number
  counts: Array<{ emoji: string; count: number }>
}

/** The reactions of a message from now on, and what was put on it or taken off to make them. */
export interface ReactionChange extends Reactions {
  seq: number
  changed: Array<{ person: string; emoji: string; on: boolean }>
}

/** The pinned messages of a room, the one that was pinned last first. Of two the higher version is the later one. */
export const pinnedFields = { version: count, seqs: list(seq, limits.pins) }
export const pinned = object(pinnedFields)
export type Pinned = Shaped<typeof pinnedFields>

/** The pins of a room from now on. */
export interface PinChange {
  seq: number
  on: boolean
  pinned: Pinned
}

/** A message in a bundle: as it was said then, by whom; it may be a bundle itself. */
export interface BundledMessage {
  name: string
  avatar: string
  kind: Kind
  body: Body
  time: number
}

/** Messages that were forwarded as one, in the order in which they were said. */
export interface Bundle {
  messages: BundledMessage[]
}

/** What a call begins with; a camera and the screen may be put on and off later. */
export type CallMedia = 'voice' | 'video'

/**
 * How a call ended: `answered` by one of the two who had talked, `failed` by a line that did not come back. The others were never
 * talked in: `missed` is what rang to its end, `cancelled` what was taken back.
 */
export type CallOutcome = 'answered' | 'missed' | 'declined' | 'busy' | 'cancelled' | 'failed'

/** What a message of kind `call` says of it; in a group, `answered` is one that all have left. */
export interface CallRecord {
  media: CallMedia
  outcome: CallOutcome
  /** For how long was talked. */
  seconds: number
}

export type Body =
  | string
  | { seq: number }
  | Edit
  | ReactionChange
  | PinChange
  | MediaBody
  | Bundle
  | CallRecord

/** Any object will do, so that an older client can read a page that holds a kind it does not know. */
const body: Field<Body> = field(
  (value) => typeof value === 'string' || isObject(value),
  'a text or an object',
)

export const reactionFields = {
  version: count,
  counts: list(object({ emoji: anyString, count })),
  /** The emojis of the reader. */
  mine: optional(list(anyString)),
}
export const reactions = object(reactionFields)

export const messageFields = {
  seq,
  id: messageId,
  from: person,
  kind: anyString as Field<Kind>,
  body,
  time,
  reply: optional(seq),
  mentions: optional(list(serverId, limits.mentions)),
  /** It was said elsewhere before. */
  forwarded: optional(flag),
  /** Who took a message back, of kinds `recall` and `recalled`; without it, its author. */
  by: optional(serverId),
  /** The `seq` of the `edit` that gave a text its words. */
  edited: optional(seq),
  reactions: optional(reactions),
}
export const message = object(messageFields)
export type Message = Shaped<typeof messageFields>

export const markFields = {
  seq,
  /** Its author; of a recall, the author of what was taken back. */
  from: serverId,
  /** The `seq` of the message that it takes back. */
  recalls: optional(seq),
  /** It changes another message, and is nothing to read. */
  quiet: optional(flag),
  /** Whom it mentions, as the message has it. */
  mentions: optional(list(serverId, limits.mentions)),
}

/** A message as far as it is counted. */
export const mark = object(markFields)
export type Mark = Shaped<typeof markFields>

export const roomCardFields = {
  id: serverId,
  kind: anyString as Field<'lobby' | 'group' | 'direct'>,
  name: anyString,
  role: anyString as Field<Role>,
  members: count,
  top: count,
  read: count,
  unread: count,
  /** From which message on the reader has marked the room unread; until they read in it again. */
  marked: optional(seq),
  /** The oldest unread message that mentions the reader, or everyone. */
  mentioned: optional(seq),
  /** The code by which others join; rooms of kind `group` have one. */
  code: optional(anyString),
  /** The other person; rooms of kind `direct` have one. */
  peer: optional(person),
  last: optional(message),
}

/** A room as it stands in a person's list. */
export const roomCard = object(roomCardFields)
export type RoomCard = Shaped<typeof roomCardFields>

/** Which of the two lists of readers. */
export const readersOf: Field<'read' | 'unread'> = field(
  (value) => value === 'read' || value === 'unread',
  'read or unread',
)

/** People who have read a message, or have not. */
export const readersFields = { count, people: list(person, limits.pageReaders), more: flag }
export const readers = object(readersFields)
export type Readers = Shaped<typeof readersFields>

export const memberFields = {
  person,
  role: anyString as Field<Role>,
  online: flag,
}
export const member = object(memberFields)
export type Member = Shaped<typeof memberFields>
