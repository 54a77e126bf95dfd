import { type Records, StateUnavailable } from '../../state/state'
import type { Call } from './call'

/** Milliseconds for which a call is remembered that nothing happens to, and a call that is over until its line is stored. */
export const keptMs = 7 * 24 * 3_600_000
/** Milliseconds for which a call that is over is still known: what comes late is told so. */
export const overMs = 60_000
/** Times that a change is tried which others were faster with. */
const mostTries = 8

/** Calls of two, as all servers share them, and who is in which call, of either kind. */
export class CallRecords {
  readonly #records: Records

  constructor(records: Records) {
    this.#records = records
  }

  async read(id: string): Promise<Call | undefined> {
    return parsed(await this.#records.get(callKey(id)))
  }

  async create(call: Call): Promise<void> {
    await this.#records.swap(callKey(call.id), undefined, JSON.stringify(call), keptMs)
  }

  /** False where it has changed. */
  remove(call: Call): Promise<boolean> {
    return this.#records.swap(callKey(call.id), JSON.stringify(call), undefined, 0)
  }

  /**
   * Changes a call by what `next` makes of it; that may be asked several times. The call before and after, the same where it did
   * not change; nothing where there is none.
   */
  async change<No>(
    id: string,
    next: (call: Call) => Call | No,
  ): Promise<{ before: Call; after: Call | No } | undefined> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const known = await this.#records.get(callKey(id))
      const before = parsed(known)
      if (!before) return undefined
      const after = next(before)
      if (after === before || !isCall(after)) return { before, after }
      if (await this.#records.swap(callKey(id), known, JSON.stringify(after), keptMs))
        return { before, after }
    }
    throw new StateUnavailable('too many change this call')
  }

  /** The line of a call that is over is stored: nobody is held by it, and soon it is forgotten. */
  async settle(call: Call): Promise<void> {
    for (const person of [call.from, call.to]) await this.release(person, call.id)
    const known = JSON.stringify(call)
    await this.#records.swap(callKey(call.id), known, known, overMs)
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

const callKey = (id: string) => `call:${id}`
const holdKey = (person: string) => `in-call:${person}`

function isCall(next: unknown): next is Call {
  return typeof next === 'object' && next !== null && 'state' in next
}

function parsed(text: string | undefined): Call | undefined {
  // Nothing else is kept under this key.
  return text === undefined ? undefined : (JSON.parse(text) as Call)
}
