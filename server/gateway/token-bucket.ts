import type { Rate } from '../state/state'

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

  /** Takes one; 0 when it was there, else milliseconds until it will be. */
  take(now: number): number {
    const { perSecond, burst } = this.#rate
    this.#tokens = Math.min(burst, this.#tokens + (Math.max(0, now - this.#filled) / 1000) * perSecond)
    this.#filled = now
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) / perSecond) * 1000)
    this.#tokens -= 1
    return 0
  }
}
