import type { Pinned } from '#protocol'

/** An emoji that somebody puts on a message, or takes off. */
export interface Reaction {
  person: string
  emoji: string
  on: boolean
}

/** Who has put what on a message. Each change of it raises the version by one, however many people made it. */
export interface Reactors {
  version: number
  /** The emoji that was used first comes first, and on each the one who used it first. None of them is without people. */
  people: Array<{ emoji: string; by: string[] }>
}

/**
 * The reactions of one message as they are kept. A line tells the room of each change, and a process may die between the two:
 * so what no line is known to tell yet is kept with them, and the next line tells it.
 */
export interface ReactionRecord extends Reactors {
  /** Changes that no line is known to tell, the oldest first, each with the version that it made. */
  untold: Array<Reaction & { version: number }>
  /** The `seq` of the newest line that is known to tell of them. */
  line?: number
}

/** What is put on messages: reactions, and the pins of rooms. Nothing here looks at the messages themselves. */
export interface Marks {
  /**
   * Makes these changes in their order, all at once; what is so already changes nothing. `refused`: the places of those that
   * would put one more emoji on the message than `limits.reactionEmojis`; the others are made. No change is lost when several
   * servers make some at the same time, and no two states have the same version.
   */
  react(
    room: string,
    seq: number,
    changes: Reaction[],
  ): Promise<{ record: ReactionRecord; refused: number[] }>
  /** The line `line` tells of everything up to this version: it is `untold` no more. Idempotent, and nothing where there is no record. */
  told(room: string, seq: number, version: number, line: number): Promise<void>
  /** Of these messages those that were ever reacted to, in no particular order. At most 1,000 a call. */
  reactions(room: string, seqs: number[]): Promise<Array<Reactors & { seq: number }>>
  /** Forgets all about the reactions of a message. Idempotent. */
  dropReactions(room: string, seq: number): Promise<void>
  /**
   * Pins a message or takes it off, and gives what is pinned then. What is so already changes nothing. `full` when there are
   * `limits.pins` others. No change is lost when several servers make some at the same time.
   */
  pin(room: string, seq: number, on: boolean): Promise<{ pinned: Pinned; changed: boolean } | 'full'>
  /** Nothing before the first one. */
  pinned(room: string): Promise<Pinned | undefined>
}
