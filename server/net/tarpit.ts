import { setTimeout as pause } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'

/** Refusals of one sender that are answered at once: so many together, and one every so many milliseconds in the long run. */
const together = 20
const everyMs = 50
/** Milliseconds for which one waits at most. */
const mostMs = 1_000
/** Refusals that wait at the same time: each keeps a connection open. What comes on top is answered at once. */
const mostWaiting = 1_000
/** Senders that are remembered; the one that was refused the longest time ago is forgotten first. */
const remembered = 10_000

/**
 * Lets the refusals of one sender wait where they are many. Who tries again at once after each, over however few connections,
 * would otherwise make a server spend its time on saying no; who is refused now and then notices nothing.
 */
export class Tarpit {
  /** When the next refusal of a sender may be answered, if it were not for the allowance of several together. */
  readonly #due = new LRUCache<string, number>({ max: remembered })
  readonly #now: () => number
  readonly #pause: (ms: number) => Promise<unknown>
  #waiting = 0

  /** `now` is a clock of milliseconds that only goes forward. */
  constructor(now: () => number = () => performance.now(), wait: (ms: number) => Promise<unknown> = pause) {
    this.#now = now
    this.#pause = wait
  }

  /** Resolves when a refusal of this sender may be answered. */
  async hold(sender: string): Promise<void> {
    const ms = this.#take(sender)
    if (ms <= 0 || this.#waiting >= mostWaiting) return
    this.#waiting += 1
    await this.#pause(ms)
    this.#waiting -= 1
  }

  #take(sender: string): number {
    const now = this.#now()
    const allowance = together * everyMs
    const due = Math.max(now, this.#due.get(sender) ?? now) + everyMs
    const latest = now + allowance + mostMs
    this.#due.set(sender, Math.min(due, latest))
    return Math.min(due, latest) - now - allowance
  }
}
