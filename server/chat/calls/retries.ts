/** Milliseconds between two tries. */
const pauseMs = 1_000

/** What must be done in the end: where it fails it is tried again after a pause, until the server ends. */
export class Retries {
  readonly #going = new Set<Promise<void>>()
  readonly #pauses = new Set<() => void>()
  #stopped = false

  do(act: () => Promise<void>): void {
    const going: Promise<void> = this.#untilDone(act).finally(() => this.#going.delete(going))
    this.#going.add(going)
  }

  /** Resolves when all is done, or after so many milliseconds. */
  async idle(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms)
    })
    const done = async () => {
      while (this.#going.size > 0) await Promise.all(this.#going)
    }
    await Promise.race([done(), late])
    clearTimeout(timer)
  }

  /** What has not been done by now is not. */
  stop(): void {
    this.#stopped = true
    for (const end of this.#pauses) end()
  }

  async #untilDone(act: () => Promise<void>): Promise<void> {
    while (!this.#stopped) {
      try {
        return await act()
      } catch {
        await this.#pause()
      }
    }
  }

  #pause(): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#pauses.delete(end)
        resolve()
      }
      const timer = setTimeout(end, pauseMs)
      timer.unref()
      this.#pauses.add(end)
    })
  }
}
