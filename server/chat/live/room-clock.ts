import type { Ports } from '../ports'

/**
 * The clock of a room: never behind the times of its lines, and never slower than time passes. Where the machine's clock was
 * set back, or another server's is ahead, it goes on from the newest line by the monotonic clock.
 */
export class RoomClock {
  /** A time that was seen ahead of the clock, and when. */
  #ahead = { time: 0, at: 0 }
  readonly #ports: Pick<Ports, 'now' | 'elapsed'>

  constructor(ports: Pick<Ports, 'now' | 'elapsed'>) {
    this.#ports = ports
  }

  /** Milliseconds since 1970. */
  now(): number {
    const { time, at } = this.#ahead
    return Math.max(this.#ports.now(), Math.floor(time + this.#ports.elapsed() - at))
  }

  /** A line of the room has this time. */
  see(time: number): void {
    if (time >= this.now()) this.#ahead = { time, at: this.#ports.elapsed() }
  }
}
