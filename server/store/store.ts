import type { Body, Kind, Role } from '#protocol'
import type { Hidden } from './hidden'
import type { Links } from './links'
import type { Marks } from './marks'
import type { SessionRecords } from './sessions'
import type { Uploads } from './uploads'

/**
 * What must survive: eight small ports and their promises. Every adapter keeps them, and
 * `tests/contracts/` holds each adapter to them.
 *
 * - A method that changed something resolves when the change is durable: a process killed right after
 *   still has it (fsync, or the majority of a replica set).
 * - What has been acknowledged is seen by every later read.
 * - A store that cannot be reached rejects with `StoreUnavailable`; whether the change was made is then
 *   unknown, and every method may be called again with the same arguments.
 */
export interface Store {
  readonly messages: Messages
  readonly accounts: Accounts
  readonly sessions: SessionRecords
  readonly rooms: Rooms
  readonly links: Links
  readonly uploads: Uploads
  readonly marks: Marks
  readonly hidden: Hidden
  /** Resolves when the store can be read and written. */
  check(): Promise<void>
  /** Finishes what was begun, then lets go; later calls reject with `StoreUnavailable`. Idempotent. */
  close(): Promise<void>
}

/** Why the store cannot be opened; the message is a sentence for the operator. */
export class StoreNotOpened extends Error {
  override readonly name = 'StoreNotOpened'
}

export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/**
 * Who sees what a line of a 1v1 room says, when not both do. `author`: the other one has blocked them. `peer`:
 * the author has taken it back while they were blocked.
 */
export type Audience = 'author' | 'peer'

/** A message as it is kept: its author by id, for names change. */
export interface Line {
  seq: number
  id: string
  from: string
  kind: Kind
  body: Body
  time: number
  reply?: number
  mentions?: string[]
  audience?: Audience
  /** Of what was said elsewhere before: what stands for the messages that it repeats. No member is given it. */
  source?: string
  /** Who took a message back; of kinds `recall` and `recalled`. Older lines lack it: their author did. */
  by?: string
  /** Of a text that was edited: the `seq` of its edits, in their order. */
  edits?: number[]
  /** What an edited text said first. No member is given it. */
  original?: string
  /** In a 1v1 room: edits of which the other one hears nothing, and what its author reads. */
  unheard?: { text: string; edits: number[] }
}

/** A message before it has its place in the room. */
export type Draft = Omit<Line, 'seq' | 'edits' | 'original' | 'unheard'>

export type Appended =
  /** `repeated`: this id of this author was there before; `seq` and `time` are those of the first time. */
  | { seq: number; time: number; repeated: boolean }
  /** This id of this author stands for another message. */
  | { conflict: true }

export interface Messages {
  /**
   * Appends drafts to a room, in their order, at top+1, top+2, … without holes, and answers each in the
   * same order. (room, from, id) is unique: a repeat, also within one call, is answered with its first
   * place, and a repeat with another kind or body is a conflict; who sees it stays as it was the first time. Times of a room never fall: a line has at least the time of the one before it. What a blanked line said is gone, so any
   * repeat of its id counts as the same; of an edit whose text is gone, any that names the same message; an edited text is
   * compared as it was said first; what has a source, by that alone. The room may be made later, with its first lines in it. Also with concurrent appends to the same room no two
   * lines share a `seq` and none is skipped.
   */
  append(room: string, drafts: Draft[]): Promise<Appended[]>
  /** The highest `seq` of a room; 0 when nothing was said. */
  top(room: string): Promise<number>
  /** At most `limit` lines after `seq`, the oldest first, beginning right behind it. */
  after(room: string, seq: number, limit: number): Promise<Line[]>
  /** At most `limit` lines before `seq`, the newest ones, the oldest of them first. */
  before(room: string, seq: number, limit: number): Promise<Line[]>
  get(room: string, seq: number): Promise<Line | undefined>
  /** Those of these that are there, in no particular order. At most 1,000 a call. */
  getMany(room: string, seqs: number[]): Promise<Line[]>
  /** The line of this author with this id. */
  find(room: string, from: string, id: string): Promise<Line | undefined>
  /**
   * Gives the message that an edit names the words of the edit, which is the line `by`; of several edits those of the last line
   * stay. Where nobody but its author hears of the edit, the author alone reads them. Of what was taken back nothing is left to edit: the edit
   * loses its text. Idempotent, and without effect where no such line is.
   */
  edit(room: string, by: number): Promise<void>
  /**
   * Leaves a line's place, author, id and time, and takes away what it said: kind `recalled`, body '', no
   * reply, no mentions, no source, no earlier words, no text in its edits. `by` takes it back, and stays the one who did, no matter who tries again; resolves to the one who
   * did, or to nothing where there is no line.
   */
  blank(room: string, seq: number, by: string): Promise<string | undefined>
  /** Whether a room that is there holds a line of this author, a blanked one too. Slow: it looks into each room. */
  hasLineOf(author: string, but?: string): Promise<boolean>
  /**
   * From now on only the other one of a 1v1 room sees what a line says: its audience is `peer`, and what its author alone read is gone.
   * Idempotent.
   */
  hideFromAuthor(room: string, seq: number): Promise<void>
}

export interface Account {
  id: string
  name: string
  avatar: string
  /** Milliseconds since 1970. */
  created: number
  /** False of who has turned off that others see what they read; otherwise not there. */
  receipts?: false
}

/** How somebody proves who they are: a password's hash by login name, or an openid. */
export type Credential =
  | { kind: 'guest' }
  | { kind: 'password'; login: string; hash: string }
  | { kind: 'wechat'; openid: string; unionid?: string }

export interface Accounts {
  /**
   * Makes an account. A login name or an openid that is taken makes none: `taken` then holds the
   * account that has it. Login names are the same when they are equal in lower case. The same account
   * (id and `created`) again is `created` again.
   */
  create(account: Account, credential: Credential): Promise<{ created: true } | { taken: Account }>
  get(id: string): Promise<Account | undefined>
  /** Those that exist, in no particular order. At most 1,000 ids a call. */
  getMany(ids: string[]): Promise<Account[]>
  byLogin(login: string): Promise<{ account: Account; hash: string } | undefined>
  byOpenid(openid: string): Promise<Account | undefined>
  credentialOf(id: string): Promise<Credential | undefined>
  /** A guest signs in by login name and password from now on. The same again is `given` again. */
  giveLogin(id: string, login: string, hash: string): Promise<'given' | 'taken' | 'no-guest'>
  /** Another password for an account that has one; false where there is none. */
  setHash(id: string, hash: string): Promise<boolean>
  /** Changes what is given. The account as it is then, or nothing where there is none. */
  update(
    id: string,
    change: { name?: string; avatar?: string; receipts?: boolean },
  ): Promise<Account | undefined>
  /** Of these people those who have turned receipts off, in no particular order. At most 2,000 ids a call. */
  withoutReceipts(ids: string[]): Promise<string[]>
  /** Guests whom no session has touched since, in the order of their ids, after the given one. */
  idleGuests(before: number, after: string, limit: number): Promise<string[]>
  /** Removes a guest whom no session has touched since; any other account stays. Idempotent. */
  removeGuest(id: string, before: number): Promise<void>
}

export interface Room {
  id: string
  kind: 'lobby' | 'group' | 'direct'
  name: string
  /** The code by which people join a group; upper case. */
  code?: string
  created: number
}

export interface Membership {
  room: string
  person: string
  role: Exclude<Role, 'none'>
  /** The `seq` up to which the person has read. Never goes back. */
  read: number
  joined: number
  /** In a 1v1 room: up to where the other one was told that they have read, where that is not `read`. */
  shown?: number
  /** The first message that counts as unread, where the person has said so since they read last. */
  marked?: number
}

/**
 * A room in a person's list, with what the list shows. `unread` counts to 100: lines of others that are still there, so neither
 * `silentKinds` nor one's own, nor those that the person does not see or has hidden; where it is marked, from there on, and 1 at least. `last` is the newest that they see, but for `changeKinds`. `top` counts all.
 */
export interface RoomEntry {
  room: Room
  membership: Membership
  members: number
  top: number
  unread: number
  /** The oldest line of those that are unread that mentions the person, or `everyone`; it may be missed behind 1,000 others that mention somebody. */
  mentioned?: number
  last?: Line
  /** In a room of kind `direct`: the other member, or who is alone in it. */
  peer?: string
}

/** A new store has one room: the lobby, which has no members yet. */
export interface Rooms {
  /**
   * Makes a room with its first members, all at once; they joined when it was created, and have read
   * nothing. `request` makes a repeat harmless: the same (first member, request) gets the room of the
   * first time. A code that another room has is `codeTaken`.
   */
  create(
    room: Room,
    members: Array<Pick<Membership, 'person' | 'role'>>,
    request: string,
  ): Promise<{ room: Room } | { codeTaken: true }>
  get(id: string): Promise<Room | undefined>
  byCode(code: string): Promise<Room | undefined>
  /** Changes what is given; `codeTaken` when another room has the code, nothing where there is no such room. */
  update(
    id: string,
    change: { name?: string; code?: string },
  ): Promise<Room | { codeTaken: true } | undefined>
  /** The room, its messages, what is put on them and who has hidden them, its memberships, who is barred: gone for good. */
  remove(id: string): Promise<void>
  /**
   * Adds a member unless the room has `most` already; who is a member stays as they are. A newcomer's
   * read position is the room's top: what was said before they came is not unread.
   */
  join(room: string, person: string, now: number, most: number): Promise<Membership | 'full'>
  /** Somebody may not join any more, and `allow` takes that back. Both are idempotent; `join` does not look at it. */
  bar(room: string, person: string): Promise<void>
  allow(room: string, person: string): Promise<void>
  isBarred(room: string, person: string): Promise<boolean>
  /** The ids of those who are barred, in their order, after the given one; `limit` of them at most. */
  barred(room: string, after: string | undefined, limit: number): Promise<string[]>
  /** Idempotent. */
  quit(room: string, person: string): Promise<void>
  /** The owner becomes a member and the member the owner, at once. False when either is not what it must be. */
  handOver(room: string, from: string, to: string): Promise<boolean>
  membership(room: string, person: string): Promise<Membership | undefined>
  /** Whether each is a member, in the same order. At most 1,000 a call. */
  areMembers(pairs: Array<Pick<Membership, 'room' | 'person'>>): Promise<boolean[]>
  /**
   * Members in the order they joined (and by id), after the given person; `limit` of them at most. From
   * the beginning again when that person has left meanwhile: rather twice than not at all.
   */
  members(room: string, after: string | undefined, limit: number): Promise<Membership[]>
  countMembers(room: string): Promise<number>
  /**
   * Moves a member's read position forward, never back, and takes the mark off; the position as it is then. 0 for a stranger. `untold`: nobody
   * else is told, and `shown` stays where it was.
   */
  read(room: string, person: string, seq: number, untold?: boolean): Promise<number>
  /** Marks a member's room unread from this message on; their read position stays. Nothing for a stranger. */
  mark(room: string, person: string, seq: number): Promise<void>
  /** The ids of a person's rooms. */
  of(person: string): Promise<Array<{ room: string; kind: Room['kind'] }>>
  /**
   * A person's rooms as a list shows them, the one with the newest message first; a room where nothing
   * was said stands by the time it was created. With a room, that one alone, if it is theirs.
   */
  list(person: string, room?: string): Promise<RoomEntry[]>
}
