import type { Person } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { Clock } from '../session/ports'

/** Milliseconds for which somebody is shown as writing; the server passes it on once a second at most. */
const shownMs = 5_000

/** Who is writing in a room at this moment. */
export class TypingPeople {
  private readonly clock: Clock
  private readonly tell: (people: Person[]) => void
  private readonly sweep: Alarm
  private readonly until = new Map<string, { person: Person; until: number }>()

  constructor(clock: Clock, tell: (people: Person[]) => void) {
    this.clock = clock
    this.tell = tell
    this.sweep = new Alarm(clock)
  }

  wrote(person: Person): void {
    const isNew = !this.until.has(person.id)
    this.until.set(person.id, { person, until: this.clock.elapsed() + shownMs })
    if (!this.sweep.isSet) this.sweep.set(shownMs, () => this.forgetOld())
    if (isNew) this.show()
  }

  /** Their message is there, or they left. */
  stopped(person: string): void {
    if (this.until.delete(person)) this.show()
  }

  close(): void {
    this.sweep.clear()
    this.until.clear()
  }

  private forgetOld(): void {
    const now = this.clock.elapsed()
    const before = this.until.size
    for (const [id, { until }] of [...this.until]) if (until <= now) this.until.delete(id)
    if (this.until.size < before) this.show()
    const next = Math.min(...[...this.until.values()].map(({ until }) => until))
    if (this.until.size > 0) this.sweep.set(next - now, () => this.forgetOld())
  }

  private show(): void {
    this.tell([...this.until.values()].map(({ person }) => person))
  }
}
