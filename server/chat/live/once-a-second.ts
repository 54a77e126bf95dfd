/**
 * Calls `act` at once when asked, but not again before a second has passed: what is asked for
 * meanwhile happens at its end, once.
 */
export class OnceASecond {
  private timer: NodeJS.Timeout | undefined
  private again = false

  constructor(private readonly act: () => void) {}

  ask(): void {
    if (this.timer) {
      this.again = true
      return
    }
    this.act()
    this.timer = setTimeout(() => {
      this.timer = undefined
      if (!this.again) return
      this.again = false
      this.ask()
    }, 1000)
    this.timer.unref()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.again = false
  }
}
