import { LRUCache } from 'lru-cache'
import { limits } from '#protocol'
import type { Rate } from '../state/state'

const minuteMs = 60_000
/** Refusals for speed, within a minute, after which a socket is closed. */
const mostTooFast = 250
/** Milliseconds for which a person whose socket was closed for flooding is refused. */
const barredMs = 10_000
/** People whose buckets are kept; the least recently used are evicted, and have full ones by then anyway. */
const remembered = 100_000

export interface Rates {
  /** Messages of one person, over all their sockets on this node. */
  say: Rate
  /** Frames of one socket, of any type. */
  frames: Rate
}

/** What the two ends of a call tell each other, by person: apart from messages, for both come in bursts. */
const signals: Rate = { perSecond: 20, burst: 200 }

/** How fast one socket may send. */
export interface RateLimiter {
  /** Milliseconds to wait before the next frame; 0 when there is no need. */
  any(): number
  /** The same for so many messages to everybody in a room: what says one, and what changes one. More than may be said at once count as so many. */
  say(messages?: number): number
  /** The same for one `signal`. */
  signal(): number
  /** Counts a malformed frame; true when it was one too many. */
  malformed(): boolean
  /** Counts a refusal for speed; true when it was one too many. */
  flooded(): boolean
}

/** Makes the rate limiters of a node's sockets; those of one person share what is counted by person. */
export class RateLimits {
  readonly #speakers = new LRUCache<string, TokenBucket>({ max: remembered })
  readonly #signallers = new LRUCache<string, TokenBucket>({ max: remembered })
  /** Until when people are refused: a new socket has a full bucket, and opening one costs more than a frame. */
  readonly #barred = new LRUCache<string, number>({ max: remembered })
  readonly #rates: Rates
  readonly #elapsed: () => number

  constructor(rates: Rates, elapsed: () => number) {
    this.#rates = rates
    this.#elapsed = elapsed
  }

  of(person: string): RateLimiter {
    const frames = new TokenBucket(this.#rates.frames, this.#elapsed())
    const malformed = new Tally(limits.badFrames, this.#elapsed)
    const tooFast = new Tally(mostTooFast, this.#elapsed)
    return {
      any: () => frames.take(this.#elapsed()),
      say: (messages = 1) =>
        this.#bucket(this.#speakers, person, this.#rates.say).take(
          this.#elapsed(),
          Math.min(messages, this.#rates.say.burst),
        ),
      signal: () => this.#bucket(this.#signallers, person, signals).take(this.#elapsed()),
      malformed: () => malformed.add() && this.#bar(person),
      flooded: () => tooFast.add() && this.#bar(person),
    }
  }

  /** Whether a person flooded a moment ago, and is still refused. */
  isBarred(person: string): boolean {
    return (this.#barred.get(person) ?? 0) > this.#elapsed()
  }

  #bar(person: string): true {
    this.#barred.set(person, this.#elapsed() + barredMs)
    return true
  }

  #bucket(buckets: LRUCache<string, TokenBucket>, person: string, rate: Rate): TokenBucket {
    const known = buckets.get(person)
    if (known) return known
    const bucket = new TokenBucket(rate, this.#elapsed())
    buckets.set(person, bucket)
    return bucket
  }
}

/** Counts to a limit within a minute. */
class Tally {
  #since = 0
  #count = 0
  readonly #most: number
  readonly #elapsed: () => number

  constructor(most: number, elapsed: () => number) {
    this.#most = most
    this.#elapsed = elapsed
  }

  add(): boolean {
    const now = this.#elapsed()
    if (now - this.#since > minuteMs) {
      this.#since = now
      this.#count = 0
    }
    this.#count += 1
    return this.#count >= this.#most
  }
}

/** A token bucket for one key, in memory: `perSecond` in the long run, `burst` at once. */
export class TokenBucket {
  #tokens: number
  #filled: number
  readonly #rate: Rate

  constructor(rate: Rate, now: number) {
    this.#rate = rate
    this.#tokens = rate.burst
    this.#filled = now
  }

  /** Takes so many; 0 when they were there, else milliseconds until they will be. */
  take(now: number, cost = 1): number {
    const { perSecond, burst } = this.#rate
    this.#tokens = Math.min(burst, this.#tokens + (Math.max(0, now - this.#filled) / 1000) * perSecond)
    this.#filled = now
    if (this.#tokens < cost) return Math.ceil(((cost - this.#tokens) / perSecond) * 1000)
    this.#tokens -= cost
    return 0
  }
}
