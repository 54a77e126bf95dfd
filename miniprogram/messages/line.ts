import type { MediaBody, Person, SaidKind } from '../protocol/index'

/**
 * How an own message stands. Lines of others are always `sent`.
 * - `sending`: in the outbox; it goes out by itself as soon as there is a connection, also after a restart of the app.
 * - `sent`: accepted by the server, and kept for good.
 * - `failed`: refused for good; `problem` says why. It stays until it is retried or discarded.
 */
export type LineStatus = 'sending' | 'sent' | 'failed'

/** `recalled`: what it said is gone. `unknown`: sent by a newer program, cannot be shown. */
export type LineKind = SaidKind | 'recalled' | 'unknown'

/** One line of a room's list, with all that a bubble needs. A changed line is a new object. */
export interface Line {
  /** Stable from the tap on "send" until the line is history: the `wx:key`. */
  key: string
  /** The number of the message in its room; 0 until the server gave one. */
  seq: number
  /** The id its author gave it. */
  id: string
  from: Person
  mine: boolean
  kind: LineKind
  /** A text or an emoji; of a file its name; else empty. */
  text: string
  /** Of a picture, a voice message, a video, a file. */
  media?: MediaBody
  /** Milliseconds since 1970, the server's clock; this phone's guess of it until the line is `sent`. */
  time: number
  status: LineStatus
  /** Of a `failed` line: a refusal code for `explain`. */
  problem?: string
  /** An own line that is in memory alone, for the phone's storage is full: lost if the app is closed now. */
  unsaved?: boolean
  reply?: Quote
  /** Whether the message mentions me. */
  mentionsMe: boolean
}

/** The message that a line answers. Without `name` and `text` it is older than what is loaded. */
export interface Quote {
  seq: number
  name?: string
  text?: string
  /** Of what is no text. */
  kind?: LineKind
}
