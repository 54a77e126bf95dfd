import type { Person } from '#protocol'
import { type Appended, type Draft, StoreUnavailable } from '../../store/store'
import { messageOf } from '../messages'
import type { Meter, Ports, Wire } from '../ports'
import { type Posted, roomTopic } from './news'

/** Messages of one room that may wait for the store; more are turned away at once. */
const mostWaiting = 5_000
/** Messages of one call to the store. */
const batchSize = 500

/** What became of a message. `stray`: it answers one that the room does not have, and was not stored. */
export type Added = Appended | { stray: true }

interface Waiting {
  draft: Draft
  author: Person
  /** The client that is answered, and need not be told. */
  origin?: string
  resolve(added: Added): void
  reject(error: unknown): void
}

/**
 * Puts messages into their rooms: stored first, then acknowledged, then published. While one batch of
 * a room is being stored the next one gathers; when nothing is going on a message waits for no timer.
 */
export class Appender {
  readonly #waiting = new Map<string, Waiting[]>()
  readonly #running = new Map<string, Promise<void>>()
  readonly #ports: Ports
  readonly #wire: Pick<Wire, 'gather'>
  readonly #meter: Meter
  /** The newest message of a room that this node has heard of; 0 when it does not listen. */
  readonly #heard: (room: string) => number

  constructor(ports: Ports, wire: Pick<Wire, 'gather'>, meter: Meter, heard: (room: string) => number) {
    this.#ports = ports
    this.#wire = wire
    this.#meter = meter
    this.#heard = heard
  }

  /** Rejects with `StoreUnavailable` when it could not be stored, or is not known to be. */
  add(room: string, draft: Draft, author: Person, origin?: string): Promise<Added> {
    const queue = this.#waiting.get(room) ?? []
    if (queue.length >= mostWaiting) return Promise.reject(new StoreUnavailable('too many messages wait'))
    return new Promise((resolve, reject) => {
      queue.push({ draft, author, ...(origin !== undefined && { origin }), resolve, reject })
      this.#waiting.set(room, queue)
      if (!this.#running.has(room)) this.#running.set(room, this.#run(room))
    })
  }

  /**
   * Whether a message answers one that the room does not have. The store is asked when this node has not heard
   * of that one: another node may have told the sender.
   */
  async isStray(room: string, draft: Draft): Promise<boolean> {
    if (!answersBehind(draft, this.#heard(room))) return false
    return answersBehind(draft, await this.#ports.store.messages.top(room))
  }

  /** Resolves when everything that was added has its answer. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  async #run(room: string): Promise<void> {
    // What other sockets sent in the same turn belongs to the first batch.
    await new Promise<void>((resolve) => this.#wire.gather(resolve))
    for (let queue = this.#waiting.get(room); queue; queue = this.#waiting.get(room)) {
      const batch = queue.splice(0, batchSize)
      if (queue.length === 0) this.#waiting.delete(room)
      await this.#store(room, batch)
    }
    this.#running.delete(room)
  }

  async #store(room: string, gathered: Waiting[]): Promise<void> {
    let batch = gathered
    try {
      const heard = this.#heard(room)
      if (batch.some(({ draft }) => answersBehind(draft, heard)))
        batch = await this.#withoutStrays(room, batch)
      if (batch.length === 0) return
      const begun = performance.now()
      const drafts = batch.map(({ draft }) => draft)
      const results = await this.#ports.store.messages.append(room, drafts)
      this.#meter.appended(batch.length, (performance.now() - begun) / 1000)
      this.#settle(room, batch, results)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  /** Turns away what answers a message that is not there. */
  async #withoutStrays(room: string, batch: Waiting[]): Promise<Waiting[]> {
    const top = await this.#ports.store.messages.top(room)
    const isStray = ({ draft }: Waiting) => answersBehind(draft, top)
    for (const stray of batch.filter(isStray)) stray.resolve({ stray: true })
    return batch.filter((waiting) => !isStray(waiting))
  }

  #settle(room: string, batch: Waiting[], results: Appended[]): void {
    const lines: Posted[] = []
    batch.forEach((waiting, at) => {
      const result = results[at] ?? { conflict: true }
      waiting.resolve(result)
      if ('conflict' in result) return
      if (result.repeated) this.#remind(room, result.seq)
      else lines.push(postedOf(waiting, result))
    })
    if (lines.length > 0) this.#ports.state.bus.publish(roomTopic(room), { type: 'lines', lines })
  }

  /** It was stored, and perhaps never told: the answer of the store to the first try was lost. */
  #remind(room: string, seq: number): void {
    if (this.#ports.state.shared) this.#ports.state.bus.publish(roomTopic(room), { type: 'top', seq })
  }
}

/** Whether it answers a message behind this one. */
function answersBehind({ reply }: Draft, seq: number): boolean {
  return reply !== undefined && reply > seq
}

function postedOf({ draft, author, origin }: Waiting, { seq, time }: { seq: number; time: number }): Posted {
  const message = messageOf({ seq, ...draft, time }, author)
  return { message, ...(origin !== undefined && { origin }) }
}
