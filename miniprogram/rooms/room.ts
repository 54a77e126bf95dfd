import type { Line } from '../messages/line'
import type { Member, Person, SaidBody, SaidKind } from '../protocol/index'

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
  /** Up to which `seq` the other person has read, in a 1v1 room. */
  peerRead: number
  /** The code by which others join, in a group. */
  code?: string
  /** Whether lines shown are known to be up to date: false while connecting, loading or filling a hole. */
  live: boolean
  /** Own messages that are not accepted yet. */
  sending: number
}

/** People who came into the room or went, at most one event a second. */
export interface Presence {
  online: number
  joined: Person[]
  left: Person[]
}

/** Why a room is over for this person. */
export type Gone = 'quit' | 'removed' | 'dissolved' | 'unknown-room'

/**
 * What a room tells its page. Each hook may be called before `enterRoom` returns. Indices are those of
 * `room.lines()`, which has changed already. After `leave` nothing is called any more.
 */
export interface RoomHooks {
  /** The whole list: at first what the phone has, and again when it is not continuous with what was shown. */
  onLines?(lines: Line[], opening: Opening): void
  /**
   * From `index` on the list now reads `lines`. `arrived` of them are new messages of others (for "n new").
   * A list that became shorter (a discarded message) ends where `lines` end.
   */
  onTail?(index: number, lines: Line[], arrived: number): void
  /** Older lines came in front of the list: all indices move up by their number. */
  onOlder?(lines: Line[], more: boolean): void
  /** One line changed where it stands: recalled, accepted, failed, or its author has another name. */
  onLine?(index: number, line: Line): void
  onState?(state: RoomState): void
  onPresence?(presence: Presence): void
  /** Who is writing at this moment, without me. Empty again when they stopped. */
  onTyping?(people: Person[]): void
  /** The 1v1 peer ended the subscription; the talk stays in both lists. */
  onPeerLeft?(person: Person): void
  /** The room is over: removed, dissolved, quit on another device, or never mine to see. */
  onGone?(reason: Gone): void
}

export interface Opening {
  /** Whether there are older lines to load. */
  more: boolean
  /** Read up to this `seq` when the room was opened: the unread divider stands behind it. 0: nothing read. */
  read: number
}

/** A page's hold on a room, group or 1v1. It stays entered across lost connections until `leave`. */
export interface Room {
  readonly id: string
  /** All lines loaded so far, oldest first, own unsent ones last. Not to be changed. */
  lines(): readonly Line[]
  state(): RoomState
  /**
   * Puts a text into the outbox and into the list, at once. Comes back with nothing, or with what is
   * wrong with the text: `empty-text`, `text-too-long` (4,000 characters) or `bad-text`.
   */
  say(text: string, also?: { reply?: number; mentions?: string[] }): string | undefined
  /** The same for any kind; a body that is not as its kind has it is `bad-body` or `bad-frame`. */
  send(kind: SaidKind, body: SaidBody, also?: { reply?: number; mentions?: string[] }): string | undefined
  /** Sends a `failed` line again, under the same id. */
  retry(id: string): void
  /** Takes a `failed` line out of the list. A line being sent cannot be taken back any more. */
  discard(id: string): void
  /** Milliseconds since 1970 by the server's clock, as far as it is known: that of the lines. */
  now(): number
  /** Takes back an own message within two minutes; the owner of the room: any. Rejects with `Refused`. */
  recall(seq: number): Promise<void>
  /** Tells the others that I am writing; call it at each key, it is passed on every few seconds. */
  typing(): void
  /** Everything loaded up to `seq` (all of it, if not given) was seen. */
  markRead(seq?: number): void
  /** Loads one page of older lines into `onOlder`. Twice at once is once. Rejects with `Refused`. */
  loadOlder(): Promise<void>
  /** One page of members, 100 at most; `after` is the last person of the page before. */
  members(options?: { after?: string; online?: boolean }): Promise<{ members: Member[]; more: boolean }>
  /** Ends the subscription. The room stays in the list, unsent messages still go out. Twice is fine. */
  leave(): void
}

/** Enters a room; lines, state and events come through the hooks. */
export type EnterRoom = (id: string, hooks: RoomHooks) => Room
