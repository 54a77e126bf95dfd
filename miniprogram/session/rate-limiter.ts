import { Alarm } from './alarm'
import type { Clock } from './ports'

/** Frames a second that a phone's socket takes in the long run: five were measured on a device. */
const perSecond = 5
/** Frames that may go out at once after a quiet time. */
const burst = 10

/** Spreads the frames of one socket over time. The order stays. */
export class RateLimiter {
  private readonly clock: Clock
  private readonly send: (text: string) => void
  private readonly alarm: Alarm
  private waiting: string[] = []
  private tokens = burst
  private counted: number

  constructor(clock: Clock, send: (text: string) => void) {
    this.clock = clock
    this.send = send
    this.alarm = new Alarm(clock)
    this.counted = clock.elapsed()
  }

  push(text: string): void {
    this.waiting.push(text)
    this.flush()
  }

  /** Sends it now if that holds up nothing else; otherwise it is dropped. */
  pushIfIdle(text: string): void {
    this.refill()
    if (this.waiting.length === 0 && this.tokens >= burst / 2) this.push(text)
  }

  /** Forgets what waits, for its socket is gone. */
  clear(): void {
    this.waiting = []
    this.alarm.clear()
  }

  private flush(): void {
    this.refill()
    while (this.tokens >= 1) {
      const text = this.waiting.shift()
      if (text === undefined) return
      this.tokens -= 1
      this.send(text)
    }
    if (this.waiting.length > 0 && !this.alarm.isSet)
      this.alarm.set(Math.ceil((1 - this.tokens) * (1000 / perSecond)), () => this.flush())
  }

  private refill(): void {
    const now = this.clock.elapsed()
    this.tokens = Math.min(burst, this.tokens + ((now - this.counted) / 1000) * perSecond)
    this.counted = now
  }
}
