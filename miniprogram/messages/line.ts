import type { Message, Person, SaidBody, SaidKind } from '../protocol/index'
import { isMentioned, isRemoved } from '../protocol/index'
import { type Content, contentOf, type LineKind } from './content'

export type { Content, LineKind } from './content'
export { contentOf } from './content'

/**
 * How an own message stands. Lines of others are always `sent`.
 * - `sending`: in the outbox; it goes out by itself as soon as there is a connection, also after a restart of the app.
 * - `sent`: accepted by the server, and kept for good.
 * - `failed`: refused for good; `problem` says why. It stays until it is retried or discarded.
 */
export type LineStatus = 'sending' | 'sent' | 'failed'

/** One line of a room's list, with all that a bubble needs. A changed line is a new object. */
export interface Line extends Content {
  /** Stable from the tap on "send" until the line is history: the `wx:key`. */
  key: string
  /** The number of the message in its room; 0 until the server gave one. */
  seq: number
  /** The id its author gave it. */
  id: string
  from: Person
  mine: boolean
  /** Milliseconds since 1970, the server's clock; this phone's guess of it until the line is `sent`. */
  time: number
  status: LineStatus
  /** Of a `failed` line: a refusal code for `explain`. */
  problem?: string
  /** An own line that is in memory alone, for the phone's storage is full: lost if the app is closed now. */
  unsaved?: boolean
  reply?: Quote
  /** Of a `recalled` line: the owner of the room took it back, and not its author. */
  removed?: true
  /** Whether the message mentions me, by name or with everyone. */
  mentionsMe: boolean
  /** The ids of those whom it mentions, in the order of their names in the text. */
  mentions?: readonly string[]
  /** It says something else than at first. */
  edited?: true
  /** It was said elsewhere before. */
  forwarded?: true
  /** Own other words for it that were refused for good. */
  refusedEdit?: RefusedEdit
  /** How it is reacted to, the emoji used first comes first. */
  reactions?: readonly Reaction[]
  /** Of an own message in a group, as far as it was asked. */
  readBy?: ReadBy
}

/** How many have read a message, and how many have not. */
export interface ReadBy {
  read: number
  unread: number
}

/** How many put one emoji on a message. */
export interface Reaction {
  emoji: string
  count: number
  /** Whether I am one of them. */
  mine: boolean
}

/** Words that were to take the place of others. `id`: of the pending message; `problem`: a refusal code for `explain`. */
export interface RefusedEdit {
  id: string
  text: string
  problem: string
}

/** The message that a line answers. Without `name` and `text` it is older than what is loaded. */
export interface Quote {
  seq: number
  name?: string
  text?: string
  /** Of what is no text. */
  kind?: LineKind
}

/** An own message that is not history yet, as far as its line shows it. */
export interface Pending {
  id: string
  /** A text unless said otherwise. */
  kind?: SaidKind
  body: SaidBody
  reply?: number
  mentions?: readonly string[]
  /** The text that has this body from then on: it is no message of its own. */
  edits?: number
  time: number
  /** The place the server gave it, when it is accepted but messages before it are missing. */
  seq?: number
  /** Why it was refused for good. */
  problem?: string
}

/** The key of a message's line: ids are unique for each author only. */
export function keyOf(person: string, id: string): string {
  return `${person}.${id}`
}

/** Whether a line is something that its reader may not have read: not one's own, and still there. */
export function isToRead({ mine, kind }: Line): boolean {
  return !mine && kind !== 'recalled'
}

/** A message of the history as a line, without its quote. */
export function lineOfMessage(message: Message, me: string): Line {
  const { seq, id, from, time, mentions, reactions } = message
  return {
    key: keyOf(from.id, id),
    seq,
    id,
    from,
    mine: from.id === me,
    ...contentOf(message),
    time,
    status: 'sent',
    ...(isRemoved(message) && { removed: true as const }),
    mentionsMe: message.kind !== 'recalled' && isMentioned(me, from.id, mentions),
    ...(mentions && { mentions }),
    ...(message.edited !== undefined && { edited: true as const }),
    // The card of a bundle says so itself.
    ...(message.forwarded && message.kind !== 'bundle' && { forwarded: true as const }),
    ...(reactions && reactions.counts.length > 0 && { reactions: reactionsOf(reactions) }),
  }
}

function reactionsOf({ counts, mine = [] }: NonNullable<Message['reactions']>): Reaction[] {
  return counts.map(({ emoji, count }) => ({ emoji, count, mine: mine.includes(emoji) }))
}

/** A pending message as a line, without its quote. */
export function lineOfPending(pending: Pending, me: Person, unsaved: boolean): Line {
  const { id, kind = 'text', body, time, problem, seq, mentions } = pending
  const status = problem !== undefined ? 'failed' : seq !== undefined ? 'sent' : 'sending'
  return {
    key: keyOf(me.id, id),
    seq: seq ?? 0,
    id,
    from: me,
    mine: true,
    ...contentOf({ kind, body }),
    time,
    status,
    ...(problem !== undefined && { problem }),
    ...(unsaved && { unsaved }),
    mentionsMe: false,
    ...(mentions && { mentions }),
  }
}

/** What a line shows of the message that it answers. */
export function quoteOf(message: Message): Quote {
  const { kind, text } = contentOf(message)
  const isText = kind === 'text' || kind === 'emoji'
  return { seq: message.seq, name: message.from.name, text, ...(!isText && { kind }) }
}
