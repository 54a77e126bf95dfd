import { randomUUID } from 'node:crypto'
import { insert } from './duplicate'
import type { Models } from './models'

/** Documents of one number each, for a while. */
export interface Probed {
  /** False when there is one of this id. */
  insert(id: string, n: number): Promise<boolean>
  /** Changes the number if it is `from`: how many documents were changed. */
  swap(id: string, from: number, to: number): Promise<number>
  remove(id: string): Promise<unknown>
}

/** Changes that are tried at the same time, and how often: a server that takes two of them does so almost always. */
const atOnce = 16
const rounds = 5

const which = 'Use MongoDB 4.4 or newer.'

/**
 * Rejects with a sentence for the operator where a server speaks the protocol and does not do what it means:
 * FerretDB 1 reads, compares and then writes, so that of several conditional updates at once more than one wins.
 * The limits, the numbers of members and the order of messages would all be wrong, and nobody would be told.
 */
export async function refuseUnsafe(probed: Probed): Promise<void> {
  const id = `probe ${randomUUID()}`
  try {
    const made = await all(() => probed.insert(id, 0))
    if (made.filter(Boolean).length !== 1)
      throw new Error(`this server takes the same key more than once, or not at all. ${which}`)
    for (let round = 0; round < rounds; round += 1) {
      const changed = await all(() => probed.swap(id, round, round + 1))
      if (changed.reduce((sum, one) => sum + one, 0) !== 1)
        throw new Error(`this server does not do conditional updates one by one, as FerretDB 1. ${which}`)
    }
  } finally {
    await probed.remove(id).catch(() => undefined)
  }
}

function all<T>(act: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: atOnce }, act))
}

/** Among the revocations: what a server that dies leaves behind is past, and swept. */
export function probedIn({ revocations }: Models): Probed {
  return {
    insert: (_id, until) => insert(revocations, { _id, until }),
    swap: async (_id, until, next) =>
      (await revocations.updateOne({ _id, until }, { $set: { until: next } })).modifiedCount,
    remove: (_id) => revocations.deleteOne({ _id }),
  }
}
