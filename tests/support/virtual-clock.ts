import type { Cancel, Clock } from '../../miniprogram/session/ports'

interface Timer {
  due: number
  order: number
  run(): void
}

/** Lets everything run that waits for nothing but its turn. */
export async function breathe(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await null
}

/** A clock that moves only when it is told to: hours pass in milliseconds, the same way each time. */
export class VirtualClock implements Clock {
  #time: number
  readonly #settle: () => Promise<void>
  #made = 0
  /** Sorted by `due`, then by the order in which they were set. */
  #timers: Timer[] = []

  /** `settle` resolves when all that is under way at this moment has come to an end. */
  constructor({
    start = 1_700_000_000_000,
    settle = breathe,
  }: { start?: number; settle?: () => Promise<void> } = {}) {
    this.#time = start
    this.#settle = settle
  }

  now(): number {
    return this.#time
  }

  elapsed(): number {
    return this.#time
  }

  after(milliseconds: number, run: () => void): Cancel {
    this.#made += 1
    const timer = { due: this.#time + Math.max(0, Math.ceil(milliseconds)), order: this.#made, run }
    this.#timers.splice(this.#placeOf(timer), 0, timer)
    return () => {
      const at = this.#timers.indexOf(timer)
      if (at >= 0) this.#timers.splice(at, 1)
    }
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(milliseconds, resolve)
    })
  }

  /** Lets so much time pass, and everything happen that is due meanwhile. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#time + milliseconds
    await this.#settle()
    for (let next = this.#timers[0]; next && next.due <= end; next = this.#timers[0]) {
      this.#timers.shift()
      this.#time = Math.max(this.#time, next.due)
      next.run()
      await this.#settle()
    }
    this.#time = end
  }

  /** Lets time pass until something holds; throws when it does not within `most` milliseconds. */
  async until(holds: () => boolean, most = 600_000, step = 250): Promise<void> {
    const end = this.#time + most
    await this.#settle()
    while (!holds()) {
      if (this.#time >= end) throw new Error(`it did not come to pass within ${most} ms`)
      await this.advance(step)
    }
  }

  #placeOf(timer: Timer): number {
    let low = 0
    let high = this.#timers.length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#timers[middle]
      if (other && (other.due < timer.due || (other.due === timer.due && other.order < timer.order)))
        low = middle + 1
      else high = middle
    }
    return low
  }
}
