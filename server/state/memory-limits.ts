import type { Limits, Rate } from './state'

/** Full buckets are looked for when the number of buckets has doubled, but not below this many. */
const fewest = 1_000

interface Held {
  holder: string
  until: number
}

/**
 * Token buckets, each kept as the one time at which it will be full again. A bucket that is full is
 * like one that never was: it is forgotten, so memory holds about twice what is in use. What is held is forgotten alike.
 */
export class MemoryLimits implements Limits {
  readonly #fullAt = new Map<string, number>()
  readonly #held = new Map<string, Held>()
  readonly #elapsed: () => number
  #sweepAt = fewest

  /** The clock, in milliseconds, must only go forward. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  /** How much is remembered. */
  get size(): number {
    return this.#fullAt.size + this.#held.size
  }

  async take(key: string, { perSecond, burst }: Rate, cost = 1): Promise<number> {
    const now = this.#elapsed()
    const millisPerToken = 1_000 / perSecond
    const missing = Math.max(0, (this.#fullAt.get(key) ?? now) - now) + cost * millisPerToken
    const tooMuch = missing - burst * millisPerToken
    if (tooMuch > tolerance) return Math.ceil(tooMuch)

    this.#fullAt.set(key, now + missing)
    this.#sweep(now)
    return 0
  }

  async hold(key: string, holder: string, ms: number): Promise<boolean> {
    const now = this.#elapsed()
    const held = this.#held.get(key)
    if (held && held.until > now) return held.holder === holder
    this.#held.set(key, { holder, until: now + ms })
    this.#sweep(now)
    return true
  }

  async release(key: string, holder: string): Promise<void> {
    if (this.#held.get(key)?.holder === holder) this.#held.delete(key)
  }

  #sweep(now: number): void {
    if (this.size < this.#sweepAt) return
    for (const [key, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(key)
    for (const [key, { until }] of this.#held) if (until <= now) this.#held.delete(key)
    this.#sweepAt = Math.max(fewest, 2 * this.size)
  }
}

/** Milliseconds: sums of fractions do not come out even. */
const tolerance = 0.01
