import type { Records } from '../../state/state'
import type { Call } from './call'
import { keptMs, overMs, SharedRecords } from './shared-records'

/** Calls of two, as all servers share them, and who is in which call, of either kind. */
export class CallRecords {
  readonly #calls: SharedRecords<Call>
  readonly #records: Records

  constructor(records: Records) {
    this.#calls = new SharedRecords(records, 'call:')
    this.#records = records
  }

  read(id: string): Promise<Call | undefined> {
    return this.#calls.read(id)
  }

  async create(call: Call): Promise<void> {
    await this.#calls.put(call.id, undefined, call)
  }

  /** False where it has changed. */
  remove(call: Call): Promise<boolean> {
    return this.#calls.put(call.id, call, undefined)
  }

  /** See `SharedRecords`. */
  change<No extends { refused: string }>(
    id: string,
    next: (call: Call) => Call | No,
  ): Promise<{ before: Call; after: Call | No } | undefined> {
    return this.#calls.change(id, next)
  }

  /** See `SharedRecords`. */
  changedSince(told: Call): Promise<Call | undefined> {
    return this.#calls.changedSince(told.id, told)
  }

  /** The line of a call that is over is stored: nobody is held by it, and soon it is forgotten. */
  async settle(call: Call): Promise<void> {
    for (const person of [call.from, call.to]) await this.release(person, call.id)
    await this.#calls.put(call.id, call, call, overMs)
  }

  /** The call that the person is in, or is rung by; it may be over. */
  heldBy(person: string): Promise<string | undefined> {
    return this.#records.get(holdKey(person))
  }

  /** Takes the person into a call, in the place of one that is over. False where they are in another one by now. */
  async hold(person: string, known: string | undefined, call: string): Promise<boolean> {
    if (await this.#records.swap(holdKey(person), known, call, keptMs)) return true
    return (await this.heldBy(person)) === call
  }

  async release(person: string, call: string): Promise<void> {
    await this.#records.swap(holdKey(person), call, undefined, 0)
  }
}

const holdKey = (person: string) => `in-call:${person}`
