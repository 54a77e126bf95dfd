import type { Reaction, ReactionRecord } from '../../store/marks'
import type { Audience, Line } from '../../store/store'
import { type Refusal, refuse } from '../answer'
import { stranger } from '../people'
import type { Ports } from '../ports'
import { objectionTo } from '../reachable'
import { changeTo } from '../reactions'
import type { Appender } from './appender'

/** Milliseconds between two lines about one message. */
const pauseMs = 1_000
/** Changes that one line tells at most; further ones wait for the next. */
const mostChanges = 1_000

/** The line that tells of a reaction, or why it was not made. */
export type Told = Pick<Line, 'seq' | 'time'> | Refusal

interface Waiting {
  reaction: Reaction
  resolve(told: Told): void
  reject(error: unknown): void
}

interface Message {
  room: string
  seq: number
  waiting: Waiting[]
  timer: NodeJS.Timeout
}

/**
 * Puts reactions on messages. However many react to one message, the room hears of it at most once a second from this node:
 * of the first at once, and of what comes within the second at its end.
 */
export class ReactionGatherer {
  /** Those that were reacted to within the last second, by room and `seq`. */
  readonly #messages = new Map<string, Message>()
  readonly #running = new Set<Promise<void>>()
  readonly #ports: Ports
  readonly #appender: Pick<Appender, 'add'>

  constructor(ports: Ports, appender: Pick<Appender, 'add'>) {
    this.#ports = ports
    this.#appender = appender
  }

  /** Resolves when the line is durable. Rejects with `StoreUnavailable` when it is not, or is not known to be. */
  add(room: string, seq: number, reaction: Reaction): Promise<Told> {
    const key = `${room} ${seq}`
    return new Promise((resolve, reject) => {
      const message = this.#messages.get(key)
      const waiting = [{ reaction, resolve, reject }]
      if (message) message.waiting.push(...waiting)
      else this.#begin(key, { room, seq, waiting, timer: this.#pause(key) })
    })
  }

  /** Tells at once what waits for its second, and resolves when everything that was added has its answer. */
  async finish(): Promise<void> {
    for (const message of this.#messages.values()) {
      clearTimeout(message.timer)
      while (message.waiting.length > 0) this.#flush(message)
    }
    this.#messages.clear()
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  #begin(key: string, message: Message): void {
    this.#messages.set(key, message)
    this.#flush(message)
  }

  #pause(key: string): NodeJS.Timeout {
    return setTimeout(() => this.#goOn(key), pauseMs).unref()
  }

  #goOn(key: string): void {
    const message = this.#messages.get(key)
    if (!message) return
    if (message.waiting.length === 0) {
      this.#messages.delete(key)
      return
    }
    message.timer = this.#pause(key)
    this.#flush(message)
  }

  #flush({ room, seq, waiting }: Message): void {
    const batch = waiting.splice(0, mostChanges)
    const running = this.#change(room, seq, batch)
      .catch((error: unknown) => {
        for (const { reject } of batch) reject(error)
      })
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  async #change(room: string, seq: number, batch: Waiting[]): Promise<void> {
    const { messages, marks } = this.#ports.store
    const line = await messages.get(room, seq)
    const possible = without(batch, ({ reaction }) => objectionTo(line, reaction.person))
    if (possible.length === 0) return
    const { record, refused } = await marks.react(
      room,
      seq,
      possible.map(({ reaction }) => reaction),
    )
    const made = without(possible, (_waiting, at) =>
      refused.includes(at) ? refuse('too-many-reactions') : undefined,
    )
    const [first] = made
    if (!first) return
    // Of what one of two keeps for themselves the other hears nothing.
    const told = await this.#tell(room, seq, record, first.reaction.person, line?.audience && 'author')
    for (const { resolve } of made) resolve(told)
  }

  /** The line that tells how the record is: the newest one where it says all of it, else a new one. */
  async #tell(
    room: string,
    seq: number,
    record: ReactionRecord,
    person: string,
    audience: Audience | undefined,
  ): Promise<Told> {
    const { store, people, now, newId } = this.#ports
    const isTold = record.untold.length === 0 && record.line !== undefined
    const before = isTold ? await store.messages.get(room, record.line ?? 0) : undefined
    if (before) return before
    const from = record.untold[0]?.person ?? person
    const body = changeTo(seq, record, record.untold)
    const draft = { id: `react/${newId()}`, from, kind: 'react', body, time: now() } as const
    const author = (await people.get(from)) ?? stranger(from)
    const appended = await this.#appender.add(room, { ...draft, ...(audience && { audience }) }, author)
    if (!('seq' in appended)) throw new Error('An id that the server made was there already')
    // Where this is lost the next line says it once more.
    await store.marks.told(room, seq, record.version, appended.seq).catch(() => undefined)
    return appended
  }
}

/** Refuses those to which there is an objection, and gives the others. */
function without(
  batch: Waiting[],
  objection: (waiting: Waiting, at: number) => Refusal | undefined,
): Waiting[] {
  return batch.filter((waiting, at) => {
    const refusal = objection(waiting, at)
    if (refusal) waiting.resolve(refusal)
    return !refusal
  })
}
