/** Milliseconds before what failed is tried again. */
const pauseMs = 2_000

/** Does something until it succeeds. Asked while it runs, it does it once more. */
export class UntilDone {
  #running = false
  #again = false
  #timer: NodeJS.Timeout | undefined
  readonly #act: () => Promise<void>

  constructor(act: () => Promise<void>) {
    this.#act = act
  }

  ask(): void {
    clearTimeout(this.#timer)
    this.#again = true
    if (!this.#running) void this.#run()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#again = false
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#again) {
      this.#again = false
      try {
        await this.#act()
      } catch {
        this.#timer = setTimeout(() => this.ask(), pauseMs)
        this.#timer.unref()
      }
    }
    this.#running = false
  }
}
