import type { Cancel, Clock, Storage } from './ports'

const key = 'server-ahead'
/** Milliseconds by which two clocks may differ before anybody sees it. */
const seenMs = 60_000

/**
 * The one clock by which everything is dated and judged: the server's, learnt from each answer that tells it, and counted
 * on by a clock that nobody sets. Before the first answer of a run it is this phone's clock, put right as far as it was wrong the last time.
 */
export class ServerClock {
  private readonly clock: Pick<Clock, 'now' | 'elapsed'>
  private readonly storage: Storage
  private readonly listeners = new Set<() => void>()
  /** What the server's clock showed when `elapsed` was 0. */
  private start: number

  constructor(clock: Pick<Clock, 'now' | 'elapsed'>, storage: Storage) {
    this.clock = clock
    this.storage = storage
    const ahead = storage.read(key)
    this.start = clock.now() + (typeof ahead === 'number' ? ahead : 0) - clock.elapsed()
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.start + this.clock.elapsed()
  }

  /** The server has just said what time it is. */
  learn(time: number): void {
    const moved = Math.abs(time - this.now())
    this.start = time - this.clock.elapsed()
    this.keep(time - this.clock.now())
    if (moved < seenMs) return
    for (const listener of [...this.listeners]) listener()
  }

  /** Calls back when the clock was put right by so much that it shows. */
  onMoved(listener: () => void): Cancel {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  private keep(ahead: number): void {
    const kept = this.storage.read(key)
    if (Math.abs(ahead - (typeof kept === 'number' ? kept : 0)) >= seenMs) this.storage.write(key, ahead)
  }
}
