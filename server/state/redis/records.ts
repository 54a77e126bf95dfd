import { type Records, StateUnavailable } from '../state'
import type { Link } from './link'

/** Records in Redis. There is no second place for them: two servers that disagree about one would both be wrong. */
export class RedisRecords implements Records {
  readonly #link: Link
  readonly #prefix: string
  readonly #onError: (error: unknown) => void

  constructor(link: Link, prefix: string, onError: (error: unknown) => void) {
    this.#link = link
    this.#prefix = `${prefix}record:`
    this.#onError = onError
  }

  async get(key: string): Promise<string | undefined> {
    return this.#try(async () => (await this.#link.client.get(this.#prefix + key)) ?? undefined)
  }

  async swap(key: string, known: string | undefined, next: string | undefined, ms: number): Promise<boolean> {
    return this.#try(async () => {
      const swapped = await this.#link.client.swap(this.#prefix + key, known ?? '', next ?? '', ms)
      return swapped === 1
    })
  }

  async #try<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      this.#onError(error)
      throw new StateUnavailable('Redis cannot be used now', { cause: error })
    }
  }
}
