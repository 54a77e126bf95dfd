/** Milliseconds between two runs, whether the first has failed or was asked for again. */
const pauseMs = 1_000

/**
 * Does something until it succeeds. Asked while it runs, or just after, it does it once more: after a pause, for
 * what it mends may break many times in a second.
 */
export class UntilDone {
  #again = false
  #running = false
  #stopped = false
  #pausing: NodeJS.Timeout | undefined
  readonly #act: () => Promise<void>

  constructor(act: () => Promise<void>) {
    this.#act = act
  }

  ask(): void {
    this.#again = true
    if (!this.#running && !this.#pausing) void this.#run()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#pausing)
  }

  async #run(): Promise<void> {
    this.#running = true
    this.#again = false
    try {
      await this.#act()
    } catch {
      this.#again = true
    }
    this.#running = false
    if (this.#stopped) return
    this.#pausing = setTimeout(() => this.#goOn(), pauseMs)
    this.#pausing.unref()
  }

  #goOn(): void {
    this.#pausing = undefined
    if (this.#again) void this.#run()
  }
}
