import type { RoomMessage } from '../audience'
import type { Posted } from './news'

/** Messages that are read at a time. */
const pageSize = 500
/** Milliseconds before a hole that could not be read is read again. */
const pauseMs = 500

/**
 * Makes 1, 2, 3, … of what the bus brings: it may drop, repeat and reorder. What does not follow on is
 * held while the hole is read from the store.
 */
export class Order {
  #held: Posted[] = []
  #filling = false
  #again = false
  #stopped = false
  #timer: NodeJS.Timeout | undefined
  /** The `seq` of the last message that was handed on. */
  last: number
  readonly #readAfter: (seq: number, limit: number) => Promise<RoomMessage[]>
  readonly #take: (posted: Posted) => void

  constructor(
    last: number,
    readAfter: (seq: number, limit: number) => Promise<RoomMessage[]>,
    take: (posted: Posted) => void,
  ) {
    this.last = last
    this.#readAfter = readAfter
    this.#take = take
  }

  hear(batch: Posted[]): void {
    this.#held = [...this.#held, ...batch]
    if (!this.#filling) this.#drain()
  }

  /** The store has so many messages: those that were not heard of are read. */
  reach(seq: number): void {
    if (seq > this.last) this.catchUp()
  }

  /** Resolves when the message was handed on, or the store does not have it. */
  async until(seq: number): Promise<void> {
    let more = true
    while (more && seq > this.last) more = await this.#read()
  }

  /** Reads what the store has beyond the last message: for when the bus may have lost the newest one. */
  catchUp(): void {
    // What is being read may have been asked for before the newest was there.
    if (this.#filling) this.#again = true
    else void this.#fill()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #drain(): void {
    const waiting = this.#held.sort((one, other) => one.message.seq - other.message.seq)
    this.#held = []
    for (const posted of waiting) {
      if (posted.message.seq <= this.last) continue
      if (posted.message.seq === this.last + 1) this.#pass(posted)
      else this.#held.push(posted)
    }
    if (this.#held.length > 0) void this.#fill()
  }

  #pass(posted: Posted): void {
    this.last = posted.message.seq
    this.#take(posted)
  }

  /** Reads what follows, and whether there is more. */
  async #read(): Promise<boolean> {
    const before = this.last
    const messages = await this.#readAfter(before, pageSize)
    if (this.#stopped) return false
    for (const message of messages) if (message.seq === this.last + 1) this.#pass({ message })
    return messages.length === pageSize && this.last > before
  }

  async #fill(): Promise<void> {
    this.#filling = true
    this.#again = false
    const before = this.last
    let failed = false
    try {
      let more = true
      while (more) more = await this.#read()
    } catch {
      // The store cannot be read now. The hole is left, and is read again below.
      failed = true
    }
    this.#filling = false
    if (this.#stopped) return
    if (!failed && (this.#again || this.#held.length === 0 || this.last > before)) {
      const again = this.#again
      this.#drain()
      if (again && !this.#filling) void this.#fill()
      return
    }
    this.#filling = true
    this.#timer = setTimeout(() => {
      this.#filling = false
      this.#drain()
      if (failed && !this.#filling) void this.#fill()
    }, pauseMs)
  }
}
