import { beforeEach, describe, expect, it } from 'vitest'
import type { ReadBy } from '../../../../miniprogram/messages/line'
import type { Port, ServerFrame } from '../../../../miniprogram/protocol/index'
import { ReadCounts } from '../../../../miniprogram/rooms/read-counts'
import { Refused } from '../../../../miniprogram/session/refused'
import { VirtualClock } from '../../../support/virtual-clock'

let clock: VirtualClock
/** What was asked, and when. */
let asked: { seq: number; at: number }[]
/** What is shown at each message. */
let shown: Map<number, ReadBy>
/** How many of the two others have read, or why nothing is told. */
let answer: number | string

beforeEach(() => {
  clock = new VirtualClock({ start: 0 })
  asked = []
  shown = new Map()
  answer = 1
})

const list = (count: number) => ({ count, people: [], more: false })

/** The counts of a group, connected. */
function open({ room = 'r', port = 'group' as Port } = {}): ReadCounts {
  const ask = async (question: object): Promise<ServerFrame> => {
    const { seq } = question as { seq: number }
    asked.push({ seq, at: clock.elapsed() })
    if (typeof answer === 'string') throw new Refused(answer)
    return { type: 'readers', room, seq, read: list(answer), unread: list(2 - answer) }
  }
  const counts = new ReadCounts({ room, port, ask }, clock, (seqs, by) => {
    for (const seq of seqs) {
      if (by) shown.set(seq, by)
      else shown.delete(seq)
    }
  })
  counts.live(true)
  return counts
}

const seqs = () => asked.map(({ seq }) => seq)

describe('how many have read', () => {
  it('is asked of each message that comes into view, the newest first and five a second', async () => {
    open().look([1, 2, 3, 4, 5, 6, 7])
    await clock.advance(999)
    expect(seqs()).toEqual([7, 6, 5, 4, 3])
    await clock.advance(1_000)
    expect(seqs()).toEqual([7, 6, 5, 4, 3, 2, 1])
    expect(shown.get(1)).toEqual({ read: 1, unread: 1 })
  })

  it('is asked again every 15 seconds while it is in view, and not by what else comes into view', async () => {
    const counts = open()
    counts.look([1])
    await clock.advance(10_000)
    counts.look([1, 2])
    counts.look([1])
    await clock.advance(20_000)
    expect(asked).toEqual([0, 15_000, 30_000].map((at) => ({ seq: 1, at })))
    counts.look([])
    await clock.advance(60_000)
    expect(asked).toHaveLength(3)
  })

  it('is asked at once of what comes back into view after that', async () => {
    const counts = open()
    counts.look([1])
    await clock.advance(1_000)
    counts.look([])
    await clock.advance(5_000)
    counts.look([1])
    await clock.advance(1)
    expect(asked).toHaveLength(1)
    counts.look([])
    await clock.advance(20_000)
    counts.look([1])
    await clock.advance(1)
    expect(asked).toHaveLength(2)
  })

  it('is asked no more once all have read it', async () => {
    answer = 2
    open().look([1])
    await clock.advance(60_000)
    expect(asked).toHaveLength(1)
    expect(shown.get(1)).toEqual({ read: 2, unread: 0 })
  })

  it('is not asked without a connection, nor while nobody looks', async () => {
    const counts = open()
    counts.live(false)
    counts.look([1])
    await clock.advance(60_000)
    expect(asked).toEqual([])
    counts.live(true)
    await clock.advance(1)
    expect(asked).toHaveLength(1)
    counts.lookAway()
    await clock.advance(60_000)
    expect(asked).toHaveLength(1)
  })

  it.each([{ room: 'lobby' }, { port: 'direct' as const }])('is not asked in %o', async (where) => {
    open(where).look([1, 2])
    await clock.advance(60_000)
    expect(asked).toEqual([])
  })

  it('is asked again after nothing came of it, and not again of a message that has none', async () => {
    answer = 'no-answer'
    open().look([1])
    await clock.advance(15_001)
    expect(asked).toHaveLength(2)
    answer = 'already-recalled'
    await clock.advance(60_000)
    expect(asked).toHaveLength(3)
  })
})

describe('receipts that are off', () => {
  it('take away what is shown, and nothing more is asked until somebody looks anew', async () => {
    const counts = open()
    counts.look([1, 2])
    await clock.advance(1_000)
    expect([...shown.keys()].sort()).toEqual([1, 2])
    answer = 'receipts-off'
    await clock.advance(60_000)
    expect(asked).toHaveLength(3)
    expect([...shown]).toEqual([])
    counts.look([1, 2, 3])
    await clock.advance(60_000)
    expect(asked).toHaveLength(3)
    answer = 0
    counts.lookAway()
    counts.look([1, 2])
    await clock.advance(1_000)
    expect(shown.get(2)).toEqual({ read: 0, unread: 2 })
  })
})

describe('a page of readers', () => {
  it('is asked as it is wanted, and what it counts is shown at the message', async () => {
    const counts = open()
    const page = await counts.page(4, { of: 'unread', after: 'bo' })
    expect(page).toMatchObject({ seq: 4, read: { count: 1 } })
    expect(shown.get(4)).toEqual({ read: 1, unread: 1 })
  })

  it('rejects with why there is none', async () => {
    answer = 'receipts-off'
    await expect(open().page(4)).rejects.toThrow('receipts-off')
  })
})
