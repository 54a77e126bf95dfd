import { type Records, StateUnavailable } from '../../state/state'

/** Milliseconds for which a call is remembered that nothing happens to, and a call that is over until its line is stored. */
export const keptMs = 7 * 24 * 3_600_000
/** Milliseconds for which a call that is over is still known: what comes late is told so. */
export const overMs = 60_000
/** Times that a change is tried which others were faster with: more than take part in a call. */
const mostTries = 16

/** Tries until a record was swapped because nobody else was faster: then `attempt` resolves to something. Rejects with `StateUnavailable` when others were so many times. */
export async function untilSwapped<T>(mostTries: number, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const done = await attempt()
    if (done !== undefined) return done
  }
  throw new StateUnavailable('too many change this call')
}

/** Calls of one kind as all servers share them, by name: each is changed by who knows how it is. */
export class SharedRecords<Call extends object> {
  readonly #records: Records
  readonly #prefix: string

  constructor(records: Records, prefix: string) {
    this.#records = records
    this.#prefix = prefix
  }

  async read(name: string): Promise<Call | undefined> {
    const text = await this.#records.get(this.#prefix + name)
    // Nothing else is kept under this prefix.
    return text === undefined ? undefined : (JSON.parse(text) as Call)
  }

  /** Puts `next` in the place of `known`, nothing standing for no call; false where there is another one by now. */
  put(name: string, known: Call | undefined, next: Call | undefined, ms = keptMs): Promise<boolean> {
    const [before, after] = [known, next].map((call) => call && JSON.stringify(call))
    return this.#records.swap(this.#prefix + name, before, after, ms)
  }

  /**
   * How a call is, where it is not as it was `told`. To be asked for after each telling, for two servers, or one that waited for names, may
   * have told of two changes in the wrong order: what is told last is how it is.
   */
  async changedSince(name: string, told: Call): Promise<Call | undefined> {
    const call = await this.read(name)
    return call && JSON.stringify(call) !== JSON.stringify(told) ? call : undefined
  }

  /**
   * Changes a call by what `next` makes of it; that may be asked several times. The call before and after, the same where it did
   * not change; nothing where there is none.
   */
  async change<No extends { refused: string }>(
    name: string,
    next: (call: Call) => Call | No,
  ): Promise<{ before: Call; after: Call | No } | undefined> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const before = await this.read(name)
      if (!before) return undefined
      const after = next(before)
      if (after === before || isRefused(after)) return { before, after }
      if (await this.put(name, before, after)) return { before, after }
    }
    throw new StateUnavailable('too many change this call')
  }
}

function isRefused<No extends { refused: string }>(next: object | No): next is No {
  return 'refused' in next
}
