import type { Records } from './state'

/** What is over is looked for when the number of records has doubled, but not below this many. */
const fewest = 1_000

/** Records of one process. */
export class MemoryRecords implements Records {
  readonly #records = new Map<string, { text: string; until: number }>()
  readonly #elapsed: () => number
  #sweepAt = fewest

  /** The clock, in milliseconds, must only go forward. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  /** How many are remembered. */
  get size(): number {
    return this.#records.size
  }

  async get(key: string): Promise<string | undefined> {
    return this.#read(key)
  }

  async swap(key: string, known: string | undefined, next: string | undefined, ms: number): Promise<boolean> {
    if (this.#read(key) !== known) return false
    if (next === undefined) this.#records.delete(key)
    else this.#records.set(key, { text: next, until: this.#elapsed() + ms })
    this.#sweep()
    return true
  }

  #read(key: string): string | undefined {
    const record = this.#records.get(key)
    return record && record.until > this.#elapsed() ? record.text : undefined
  }

  #sweep(): void {
    if (this.size < this.#sweepAt) return
    for (const [key, { until }] of this.#records) if (until <= this.#elapsed()) this.#records.delete(key)
    this.#sweepAt = Math.max(fewest, 2 * this.size)
  }
}
