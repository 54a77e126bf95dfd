import { MemoryLimits } from '../memory-limits'
import type { Limits, Rate } from '../state'
import type { Link } from './link'

/** Limits in Redis, by its clock. While it is gone each node has its own: still limits, if looser. */
export class RedisLimits implements Limits {
  readonly #own = new MemoryLimits(() => performance.now())
  readonly #link: Link
  readonly #prefix: string
  readonly #onError: (error: unknown) => void

  constructor(link: Link, prefix: string, onError: (error: unknown) => void) {
    this.#link = link
    this.#prefix = `${prefix}limit:`
    this.#onError = onError
  }

  async take(key: string, rate: Rate, cost = 1): Promise<number> {
    try {
      return await this.#link.client.take(this.#prefix + key, 1_000 / rate.perSecond, rate.burst, cost)
    } catch (error) {
      this.#onError(error)
      return this.#own.take(key, rate, cost)
    }
  }

  async hold(key: string, holder: string, ms: number): Promise<boolean> {
    try {
      return (await this.#link.client.hold(this.#prefix + key, holder, ms)) === 1
    } catch (error) {
      this.#onError(error)
      return this.#own.hold(key, holder, ms)
    }
  }

  /** What cannot be let go of now goes with its time. */
  async release(key: string, holder: string): Promise<void> {
    await this.#own.release(key, holder)
    await this.#link.client.release(this.#prefix + key, holder).catch(this.#onError)
  }
}
