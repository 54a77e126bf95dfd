import type { Person } from '#protocol'
import type { Client } from '../client'
import { type Call, peopleOf } from './call'
import { callFrameFor } from './call-frames'
import type { CallDeps, CallTable } from './call-kind'
import { sayCall } from './call-line'
import type { CallRecords } from './call-records'
import { type CallEvent, dueOf, type NoCall, nextCall } from './next-call'

/** Why nothing becomes of an event; a call is not there for who takes no part in it, either. */
export interface NotDone {
  refused: NoCall | 'unknown-call'
}

/** The calls of two that servers share: changes them, tells those two, and writes the line of what is over. */
export class PairTable {
  readonly #deps: CallDeps
  readonly #records: CallRecords
  readonly #table: CallTable

  constructor(deps: CallDeps, records: CallRecords, table: CallTable) {
    this.#deps = deps
    this.#records = records
    this.#table = table
  }

  /** Lets something happen to a call: how it is then. `joining`: who takes part by what happens, where it changes anything. */
  async apply(id: string, event: CallEvent, joining?: Client): Promise<Call | NotDone> {
    const now = this.#deps.ports.now()
    const changed = await this.#records.change<NotDone>(id, (call) => {
      if ('by' in event && !peopleOf(call).includes(event.by)) return { refused: 'unknown-call' }
      const due = nextCall(call, { type: 'time' }, now)
      return due === call ? nextCall(call, event, now) : due
    })
    if (!changed) return { refused: 'unknown-call' }
    const { before, after } = changed
    if ('refused' in after || after === before) return after
    const wasDue = nextCall(before, { type: 'time' }, now) !== before
    if (joining && !wasDue) await this.#table.join(id, joining)
    // It rings already.
    if (after.state.is === 'ringing') this.#table.changed(id, peopleOf(after), dueOf(after))
    else await this.tell(after)
    return wasDue ? nextCall(after, event, now) : after
  }

  /** Tells those two, and all their servers, how a call is now; behind the answer to the frame that is being handled. */
  async tell(call: Call): Promise<void> {
    const known = await this.#namesOf(call)
    this.#deps.gather(() => this.#tellNow(call, known))
    if (call.state.is === 'ended') this.#table.retries.do(() => this.write(call))
  }

  /** Tells one client how a call is now. */
  async show(call: Call, client: Client): Promise<void> {
    const frame = callFrameFor(client.person.id, call, await this.#namesOf(call), this.#deps.ports.now())
    if (frame) client.send(frame)
    const later = await this.#records.changedSince(call)
    if (later) await this.show(later, client)
  }

  /** Leaves the line of a call that is over, and lets go of the two. */
  async write(call: Call): Promise<void> {
    const { media, unheard, state } = call
    if (state.is !== 'ended') return
    const { outcome, seconds } = state
    await sayCall(call, { media, outcome, seconds }, this.#deps, unheard && 'author')
    await this.#records.settle(call)
  }

  #tellNow(call: Call, known: ReadonlyMap<string, Person>): void {
    const there = peopleOf(call)
    for (const person of there) {
      const frame = callFrameFor(person, call, known, this.#deps.ports.now())
      if (frame) this.#deps.tellPersonNews(person, { type: 'frame', port: 'direct', frame })
    }
    if (call.state.is === 'ended') return this.#table.over(call.id, there)
    this.#table.changed(call.id, there, dueOf(call))
    this.#table.retries.do(() => this.#follow(call))
  }

  async #follow(told: Call): Promise<void> {
    const later = await this.#records.changedSince(told)
    if (later) this.#tellNow(later, await this.#namesOf(later))
  }

  /** Names that cannot be read now keep nobody from hearing of a call. */
  #namesOf({ from, to }: Call): Promise<ReadonlyMap<string, Person>> {
    return this.#deps.ports.people.many([from, to]).catch(() => new Map())
  }
}
