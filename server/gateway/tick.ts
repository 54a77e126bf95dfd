/**
 * One turn of the event loop: rooms gather what arrived in it, then every socket is written once.
 *
 * It must be `setImmediate`: `nextTick` runs after each socket's read and gathers almost nothing, and a
 * timer adds delay without gathering more (measured: 0.16 against 2.95 and 0.15 µs a delivery).
 */
export class Tick {
  private gathered: Array<() => void> = []
  private unsent: Array<() => void> = []
  private scheduled = false

  /** Runs before any socket is written. */
  gather(flush: () => void): void {
    this.gathered.push(flush)
    this.schedule()
  }

  /** Runs at the end of the turn. */
  write(flush: () => void): void {
    this.unsent.push(flush)
    this.schedule()
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => this.run())
  }

  private run(): void {
    const gathered = this.gathered
    this.gathered = []
    for (const flush of gathered) flush()
    const unsent = this.unsent
    this.unsent = []
    for (const flush of unsent) flush()
    this.scheduled = false
    // Asked for while this turn was being written: the next one takes it.
    if (this.gathered.length + this.unsent.length > 0) this.schedule()
  }
}
