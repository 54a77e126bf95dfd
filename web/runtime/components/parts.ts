import type { LaterPart } from '../bundle'
import type { Units } from './units'

/** The scripts behind the first one. They are loaded in their order, each once it is needed and all once there is time. */
export class Parts {
  readonly #later: readonly LaterPart[]
  readonly #units: Units
  readonly #loading: (Promise<void> | undefined)[] = []
  readonly #there = new Set<LaterPart>()

  constructor(later: readonly LaterPart[], units: Units) {
    this.#later = later
    this.#units = units
  }

  /** Nothing when the page can be drawn at once; else it resolves when it can. Rejects when its script cannot be had now. */
  need(page: string): Promise<void> | undefined {
    const at = this.#later.findIndex(({ pages }) => pages.includes(page))
    const part = this.#later[at]
    return part === undefined || this.#there.has(part) ? undefined : this.#load(at)
  }

  /** Loads all that is missing. What cannot be had is tried again when it is needed. */
  async loadAll(): Promise<void> {
    if (this.#later.length > 0) await this.#load(this.#later.length - 1).catch(() => undefined)
  }

  #load(at: number): Promise<void> {
    const known = this.#loading[at]
    if (known) return known
    const loading = this.#define(at)
    this.#loading[at] = loading
    loading.catch(() => {
      this.#loading[at] = undefined
    })
    return loading
  }

  async #define(at: number): Promise<void> {
    const part = this.#later[at]
    if (part === undefined) return
    // Both on their way at once; what is before is defined before.
    const [loaded] = await Promise.all([part.load(), at > 0 ? this.#load(at - 1) : undefined])
    this.#units.define(loaded.default)
    this.#there.add(part)
  }
}
