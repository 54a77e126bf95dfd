import { limits } from '../protocol/index'
import { Alarm } from './alarm'
import type { Clock } from './ports'

/** Milliseconds in which a heartbeat must be answered; with the interval still under the wire's 60 s. */
const answerMs = 15_000
/** The same when there is reason to doubt: the phone woke up, or changed its network. */
const probeMs = 4_000
/** A timer later than this was held up by a frozen program, and proves nothing about the other end. */
const frozenMs = 2_000

/** Finds out that the other end is gone when nobody says so. */
export class Heartbeat {
  private readonly send: (id: string) => void
  private readonly dead: () => void
  private readonly next: Alarm
  private readonly deadline: Alarm
  private beats = 0
  /** The beat whose own answer is waited for. */
  private probing: string | undefined

  /** `send` sends one heartbeat with this id; `dead` is called once when no answer came. */
  constructor(clock: Clock, send: (id: string) => void, dead: () => void) {
    this.send = send
    this.dead = dead
    this.next = new Alarm(clock)
    this.deadline = new Alarm(clock)
  }

  start(): void {
    this.stop()
    this.beat()
  }

  stop(): void {
    this.next.clear()
    this.deadline.clear()
    this.probing = undefined
  }

  /** Asks for a sign of life now. */
  probe(): void {
    this.probing = this.say()
    this.expect(probeMs)
  }

  /** Something was received. */
  heard(): void {
    // What the phone held back while it slept says nothing about now: a probe wants its own answer.
    if (this.probing === undefined) this.deadline.clear()
  }

  /** A heartbeat was answered. */
  answered(id: string | undefined): void {
    if (id === this.probing) this.probing = undefined
    this.heard()
  }

  private beat(): void {
    this.next.set(limits.heartbeatMs, () => this.beat())
    if (this.probing !== undefined) return
    this.say()
    if (!this.deadline.isSet) this.expect(answerMs)
  }

  private expect(milliseconds: number): void {
    this.deadline.set(milliseconds, (late) => (late > frozenMs ? this.probe() : this.dead()))
  }

  private say(): string {
    this.beats += 1
    const id = `hb${this.beats}`
    this.send(id)
    return id
  }
}
