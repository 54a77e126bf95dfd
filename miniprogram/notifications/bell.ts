import { Alarm } from '../session/alarm'
import type { Clock, Storage } from '../session/ports'

/** Milliseconds between two strokes. */
const strokeMs = 2_500
/** Milliseconds that a window leaves to those that are looked at. */
const waitMs = 1_000
/** Which call rings in which window of a browser. WeChat has one. */
const key = 'rings'

/** Strikes again and again while a call rings, in one window of a browser: in that which is looked at, if any is. */
export class Bell {
  private readonly storage: Storage
  private readonly strike: () => void
  private readonly next: Alarm
  private isInFront = true
  private call: string | undefined

  constructor(clock: Clock, storage: Storage, strike: () => void) {
    this.storage = storage
    this.strike = strike
    this.next = new Alarm(clock)
  }

  /** This window is looked at, or no more. */
  look(isInFront: boolean): void {
    this.isInFront = isInFront
  }

  /** The call that rings from now on; nothing: none. */
  ring(call: string | undefined): void {
    if (call === this.call) return
    this.stop()
    this.call = call
    if (call === undefined) return
    if (this.isInFront) this.begin(call)
    else
      this.next.set(waitMs, () => {
        if (this.storage.read(key) !== call) this.begin(call)
      })
  }

  private begin(call: string): void {
    this.storage.write(key, call)
    this.again()
  }

  private again(): void {
    this.strike()
    this.next.set(strokeMs, () => this.again())
  }

  private stop(): void {
    this.next.clear()
    if (this.call !== undefined && this.storage.read(key) === this.call) this.storage.remove(key)
  }
}
