/** Something that gathers what it writes. */
export interface Writer {
  writeOut(): void
}

/**
 * One turn of the event loop: rooms gather what arrived in it, then every socket is written once.
 *
 * It must be `setImmediate`: `nextTick` runs after each socket's read and gathers almost nothing, and a
 * timer adds delay without gathering more (measured: 0.16 against 2.95 and 0.15 µs a delivery).
 */
export class Tick {
  private gathered: Array<() => void> = []
  private writers: Writer[] = []
  private scheduled = false

  /** Runs before any socket is written. */
  gather(flush: () => void): void {
    this.gathered.push(flush)
    this.schedule()
  }

  /** It writes at the end of the turn. */
  write(writer: Writer): void {
    this.writers.push(writer)
    this.schedule()
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => this.gatherUp())
    // In the same turn still, but after the promises that were kept by what was gathered: a store that
    // answers at once would else have its messages written a turn later, and only half as many together.
    setImmediate(() => this.run())
  }

  private gatherUp(): void {
    const gathered = this.gathered
    this.gathered = []
    for (const flush of gathered) flush()
  }

  private run(): void {
    this.gatherUp()
    const writers = this.writers
    this.writers = []
    for (const writer of writers) writer.writeOut()
    this.scheduled = false
    // Asked for while this turn was being written: the next one takes it.
    if (this.gathered.length + this.writers.length > 0) this.schedule()
  }
}
