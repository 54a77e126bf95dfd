/** Milliseconds before what failed is tried again. */
const pauseMs = 2_000

/** Does something until it succeeds. Asked while it runs, it does it once more. */
export class UntilDone {
  private running = false
  private again = false
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly act: () => Promise<void>) {}

  ask(): void {
    clearTimeout(this.timer)
    this.again = true
    if (!this.running) void this.run()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.again = false
  }

  private async run(): Promise<void> {
    this.running = true
    while (this.again) {
      this.again = false
      try {
        await this.act()
      } catch {
        this.timer = setTimeout(() => this.ask(), pauseMs)
        this.timer.unref()
      }
    }
    this.running = false
  }
}
