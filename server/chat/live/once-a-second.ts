/**
 * Calls `act` at once when asked, but not again before a second has passed: what is asked for
 * meanwhile happens at its end, once.
 */
export class OnceASecond {
  #timer: NodeJS.Timeout | undefined
  #again = false
  readonly #act: () => void

  constructor(act: () => void) {
    this.#act = act
  }

  ask(): void {
    if (this.#timer) {
      this.#again = true
      return
    }
    this.#act()
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (!this.#again) return
      this.#again = false
      this.ask()
    }, 1000)
    this.#timer.unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#again = false
  }
}
