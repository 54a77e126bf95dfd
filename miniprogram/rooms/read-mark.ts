import { Alarm } from '../session/alarm'
import type { Clock } from '../session/ports'

/** Milliseconds in which what was read gathers before the server is told. */
const gatherMs = 1_000

/** How far one has read in a room, and that the server gets to know it. */
export class ReadMark {
  private readonly tell: (seq: number) => Promise<unknown>
  private readonly soon: Alarm
  private seq: number
  private told: number
  /** Whether the server is to be told, whatever it has: it ends what marks the room unread. */
  private isOwed = false

  /** `read`: up to where, as far as this phone knows. `tell` resolves once the server has it. */
  constructor(clock: Clock, read: number, tell: (seq: number) => Promise<unknown>) {
    this.soon = new Alarm(clock)
    this.seq = read
    this.told = read
    this.tell = tell
  }

  /** `isMarked`: the room was marked unread, which being told ends. */
  move(seq: number, isMarked = false): void {
    if (seq <= this.seq && !isMarked) return
    this.seq = Math.max(this.seq, seq)
    this.isOwed ||= isMarked
    if (!this.soon.isSet) this.soon.set(gatherMs, () => this.flush())
  }

  /** What the server has, on entering: it may not have heard of what was read without a network. */
  serverHas(seq: number): void {
    this.told = seq
    this.seq = Math.max(this.seq, seq)
    this.flush()
  }

  /** Tells the server now what it has not been told yet. */
  flush(): void {
    this.soon.clear()
    const seq = this.seq
    const isOwed = this.isOwed
    if (seq <= this.told && !isOwed) return
    this.told = seq
    this.isOwed = false
    this.tell(seq).catch(() => {
      // Told again when the room is entered the next time.
      this.told = Math.min(this.told, seq - 1)
      this.isOwed ||= isOwed
    })
  }
}
