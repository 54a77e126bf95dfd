import type { Line } from '../messages/line'
import type { ListChange } from '../messages/transcript'
import type { Person } from '../protocol/index'
import type { Gone } from '../session/room-subscription'
import type { PinnedLine } from './pins'

/** What a page may show of a room besides its lines. Replaced as a whole. */
export interface RoomState {
  id: string
  kind: 'lobby' | 'group' | 'direct'
  /** The room's name; of a 1v1 room the other person's. Empty until it is known. */
  title: string
  role: 'owner' | 'member' | 'none'
  members: number
  /** People in the room at this moment; of a 1v1 room 1 or 2. */
  online: number
  /** The other person, in a 1v1 room. */
  peer?: Person
  peerOnline?: boolean
  /** The talk with oneself: one's favourites. */
  isFavourites?: true
  /** Up to which `seq` the other person has read, in a 1v1 room. */
  peerRead: number
  /** The code by which others join, in a group. */
  code?: string
  /** Whether lines shown are known to be up to date: false while connecting, loading or filling a hole. */
  live: boolean
  /** Own messages that are not accepted yet. */
  sending: number
  /** Milliseconds within which one's own text may be edited; 0 when not at all, or not known yet. */
  editMs: number
  /** What is pinned, the one that was pinned last first. */
  pinned: readonly PinnedLine[]
}

/** People who came into the room or went, at most one event a second. */
export interface Presence {
  online: number
  joined: Person[]
  left: Person[]
}

export type { Gone } from '../session/room-subscription'
export type { PinnedLine } from './pins'

/** At first what the phone has, and again when the list is not continuous with what was shown. */
export interface Opening {
  type: 'all'
  lines: readonly Line[]
  /** Whether there are older lines to load. */
  more: boolean
  /** Whether there are newer lines than these to load: the reader looks far back. */
  newer: boolean
  /** Read up to this `seq` when the room was opened: the unread line stands behind it. */
  read: number
  /** How many were unread then; 100 stands for any more. */
  unread: number
  /** What is shown first. */
  place: Place | 'unread' | 'newest'
}

/** A place in the list: a message, and px from the top of the view to its own; without them where it is seen well. */
export interface Place {
  seq: number
  top?: number
}

/** What is in the view. */
export interface Look {
  /** The `seq` of the first and the last line that were in the view since the reader began to scroll here. */
  from: number
  to: number
  /** What stands first in the view. */
  place: Place
  /** Whether the reader is at the newest line. */
  isEnd: boolean
  /** The `seq` of each own message in the view, the oldest first; without it they were not looked for. */
  own?: readonly number[]
}

/**
 * What became of a room's lines. `lines` is the whole list as it is then, never changed in place; indices are its own.
 * - `older`: `count` lines came in front.
 * - `tail`: from `index` on it reads otherwise, and may be shorter (a discarded message). `arrived` are new ones of others, which
 *   a reader who looks far back does not have among the lines.
 * - `changed`: lines changed where they stand: recalled, edited, reacted to, accepted, failed, their author or what they quote renamed.
 */
export type LinesChange = Opening | ListChange

/** What a room tells its page: each may be called before `enterRoom` returns, and none after `leave`. */
export interface RoomHooks {
  onLines?(change: LinesChange): void
  /** Messages that are there no more, recalled or deleted for myself, whether they are among the lines or not. */
  onTaken?(seqs: readonly number[]): void
  onState?(state: RoomState): void
  onPresence?(presence: Presence): void
  /** Who is writing at this moment, without me. Empty again when they stopped. */
  onTyping?(people: Person[]): void
  /** The other person of a 1v1 room left it; the talk stays in both lists. */
  onPeerLeft?(person: Person): void
  /** Somebody has another name or avatar. */
  onRenamed?(person: Person): void
  /** The room is over: removed, dissolved, quit on another device, or never mine to see. */
  onGone?(reason: Gone): void
}
