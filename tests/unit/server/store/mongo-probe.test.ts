import { describe, expect, it } from 'vitest'
import { type Probed, refuseUnsafe } from '../../../../server/store/mongo/probe'

/** A server of one collection. What it takes in between is a turn in which others come. */
class OneCollection implements Probed {
  readonly docs = new Map<string, number>()

  async insert(id: string, n: number): Promise<boolean> {
    if (this.docs.has(id)) return false
    this.docs.set(id, n)
    return true
  }

  async swap(id: string, from: number, to: number): Promise<number> {
    if (this.docs.get(id) !== from) return 0
    this.docs.set(id, to)
    return 1
  }

  async remove(id: string): Promise<void> {
    this.docs.delete(id)
  }
}

/** Reads, compares, and then writes, as FerretDB 1 does. */
class ReadsBeforeItWrites extends OneCollection {
  override async swap(id: string, from: number, to: number): Promise<number> {
    const found = this.docs.get(id)
    await Promise.resolve()
    if (found !== from) return 0
    this.docs.set(id, to)
    return 1
  }
}

class TakesAKeyTwice extends OneCollection {
  override async insert(id: string, n: number): Promise<boolean> {
    this.docs.set(id, n)
    return true
  }
}

describe('a server that speaks the protocol of MongoDB', () => {
  it('is taken when of several conditional updates at once one wins, and nothing is left behind', async () => {
    const server = new OneCollection()
    await refuseUnsafe(server)
    expect(server.docs.size).toBe(0)
  })

  it('is refused when more than one wins, with a sentence that says which servers work', async () => {
    const server = new ReadsBeforeItWrites()
    await expect(refuseUnsafe(server)).rejects.toThrow(
      'this server does not do conditional updates one by one, as FerretDB 1. Use MongoDB 4.4 or newer.',
    )
    expect(server.docs.size).toBe(0)
  })

  it('is refused when it takes a key twice', async () => {
    await expect(refuseUnsafe(new TakesAKeyTwice())).rejects.toThrow('takes the same key more than once')
  })
})
