import type { ReadBy } from '../messages/line'
import type { Port, ServerFrame, ServerFrameOf } from '../protocol/index'
import { lobby } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { Clock } from '../session/ports'
import { Refused } from '../session/refused'
import type { Question } from '../session/requests'

/** Milliseconds after which what is in the view is asked anew, and between two questions. */
const againMs = 15_000
const gapMs = 200

/** Refusals of all questions alike. An older server knows none. */
const refusesAll: readonly string[] = ['receipts-off', 'lobby-is-open', 'unknown-type']
/** It was not refused: nothing came of asking. */
const unanswered: readonly string[] = ['offline', 'no-answer', 'signed-out', 'try-again', 'too-fast']

/** What the counts need of their room. */
interface CountedRoom {
  readonly room: string
  readonly port: Port
  /** Rejects with `Refused`. */
  ask(question: Question): Promise<ServerFrame | undefined>
}

/** One of the two lists of readers, and the last person of the page before. */
export interface NextReaders {
  of: 'read' | 'unread'
  after: string
}

/**
 * How many have read one's own messages in a group. The server tells of no change: the messages in the view are asked for, the
 * newest first, at most 5 a second and each every 15 s, until all have read it.
 */
export class ReadCounts {
  private readonly counted: CountedRoom
  private readonly clock: Clock
  private readonly show: (seqs: readonly number[], by?: ReadBy) => void
  private readonly soon: Alarm
  private inView: readonly number[] = []
  /** By `seq`: from when on it may be asked for again. */
  private readonly due = new Map<number, number>()
  private readonly shown = new Set<number>()
  private askedAt = Number.NEGATIVE_INFINITY
  private isLive = false
  private isOff = false

  /** `show` is called with own messages and how many have read them; without that, it is not to be shown. */
  constructor(counted: CountedRoom, clock: Clock, show: (seqs: readonly number[], by?: ReadBy) => void) {
    this.counted = counted
    this.clock = clock
    this.show = show
    this.soon = new Alarm(clock)
  }

  /** The own messages in the view, by their `seq`, the oldest first. */
  look(inView: readonly number[]): void {
    this.inView = inView
    this.plan()
  }

  /** Nobody looks. What refused all questions may be otherwise when somebody looks again. */
  lookAway(): void {
    this.isOff = false
    this.look([])
  }

  /** Whether there is a connection to ask over. */
  live(isLive: boolean): void {
    this.isLive = isLive
    this.plan()
  }

  /** Who has read a message of one's own, and who has not: a page of both lists, or the next one of one. Rejects with `Refused`. */
  async page(seq: number, next?: NextReaders): Promise<ServerFrameOf<'readers'> | undefined> {
    return this.ask({ type: 'readers', room: this.counted.room, seq, ...next })
  }

  private plan(): void {
    this.soon.clear()
    const { room, port } = this.counted
    if (!this.isLive || this.isOff || room === lobby || port !== 'group') return
    const next = Math.min(...this.inView.map((seq) => this.dueAt(seq)))
    if (next === Number.POSITIVE_INFINITY) return
    const wait = Math.max(next, this.askedAt + gapMs) - this.clock.elapsed()
    this.soon.set(Math.max(0, wait), () => this.askNext())
  }

  private askNext(): void {
    const now = this.clock.elapsed()
    const seq = Math.max(...this.inView.filter((one) => this.dueAt(one) <= now))
    if (seq > 0) {
      this.askedAt = now
      this.due.set(seq, now + againMs)
      this.ask({ type: 'readers', room: this.counted.room, seq, counts: true }).catch((problem: unknown) => {
        const code = problem instanceof Refused ? problem.code : ''
        if (!unanswered.includes(code) && !this.isOff) this.due.set(seq, Number.POSITIVE_INFINITY)
      })
    }
    this.plan()
  }

  private dueAt(seq: number): number {
    return this.due.get(seq) ?? Number.NEGATIVE_INFINITY
  }

  private async ask(question: Question): Promise<ServerFrameOf<'readers'> | undefined> {
    try {
      const answer = await this.counted.ask(question)
      if (answer?.type !== 'readers') return undefined
      this.take(answer)
      return answer
    } catch (problem) {
      if (problem instanceof Refused && refusesAll.includes(problem.code)) this.turnOff()
      throw problem
    }
  }

  private take({ seq, read, unread }: ServerFrameOf<'readers'>): void {
    if (this.isOff) return
    if (unread.count === 0 && read.count > 0) this.due.set(seq, Number.POSITIVE_INFINITY)
    this.shown.add(seq)
    this.show([seq], { read: read.count, unread: unread.count })
  }

  private turnOff(): void {
    this.isOff = true
    this.soon.clear()
    this.due.clear()
    this.show([...this.shown])
    this.shown.clear()
  }
}
