import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Message } from '#protocol'
import { Order } from '../../../../../server/chat/live/order'
import { message, posted, upTo } from './lines'

/** An order that begins behind `last`, over a store that has the messages up to `stored`. */
function orderOf({ last = 0, stored = 0 } = {}) {
  const taken: number[] = []
  const origins: Array<string | undefined> = []
  const store = { top: stored, reads: 0, read: async (): Promise<void> => undefined }
  const readAfter = async (seq: number): Promise<Message[]> => {
    store.reads += 1
    await store.read()
    return upTo(store.top)
      .filter((one) => one > seq)
      .map((one) => message(one))
  }
  const order = new Order(last, readAfter, (line) => {
    taken.push(line.message.seq)
    origins.push(line.origin)
  })
  return { order, taken, origins, store }
}

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

const settled = () => vi.advanceTimersByTimeAsync(0)

describe('what the bus brings', () => {
  it('is handed on at once when it comes in order', () => {
    const { order, taken, origins, store } = orderOf({ last: 4 })
    order.hear([posted(5, 'a'), posted(6, 'b')])
    order.hear([posted(7)])
    expect([taken, origins, store.reads, order.last]).toEqual([[5, 6, 7], ['a', 'b', undefined], 0, 7])
  })

  it('is handed on once when it is repeated', () => {
    const { order, taken } = orderOf()
    order.hear([posted(1), posted(1), posted(2)])
    order.hear([posted(1), posted(2), posted(3)])
    expect(taken).toEqual([1, 2, 3])
  })

  it('is put in order within a batch', () => {
    const { order, taken, store } = orderOf()
    order.hear([posted(3), posted(1), posted(2)])
    expect([taken, store.reads]).toEqual([[1, 2, 3], 0])
  })

  it('leaves the batch as it was, for others who hear it too', () => {
    const { order } = orderOf()
    const batch = [posted(2), posted(1)]
    order.hear(batch)
    expect(batch).toEqual([posted(2), posted(1)])
  })

  it('waits while what came before it is read from the store', async () => {
    const { order, taken, origins } = orderOf({ stored: 3 })
    order.hear([posted(3, 'c')])
    expect(taken).toEqual([])
    await settled()
    expect([taken, origins]).toEqual([
      [1, 2, 3],
      [undefined, undefined, undefined],
    ])
  })

  it('is not handed on twice when the store and the bus both bring it', async () => {
    const { order, taken, store } = orderOf({ stored: 2 })
    order.hear([posted(2)])
    store.top = 4
    order.hear([posted(1), posted(4), posted(3)])
    await settled()
    expect([taken, store.reads]).toEqual([[1, 2, 3, 4], 1])
  })
})

describe('a hole', () => {
  it('that the store does not show yet is read again, after a pause', async () => {
    const { order, taken, store } = orderOf()
    order.hear([posted(2)])
    await settled()
    expect([taken, store.reads]).toEqual([[], 1])
    store.top = 2
    await vi.advanceTimersByTimeAsync(499)
    expect(store.reads).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(taken).toEqual([1, 2])
  })

  it('is filled once the store can be read again, however long it could not', async () => {
    const { order, taken, store } = orderOf({ stored: 2 })
    store.read = () => Promise.reject(new Error('down'))
    order.hear([posted(3)])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(taken).toEqual([])
    store.read = async () => undefined
    store.top = 3
    order.hear([posted(4)])
    await vi.advanceTimersByTimeAsync(500)
    expect(taken).toEqual([1, 2, 3, 4])
  })

  it('longer than one read is filled by several', async () => {
    const { order, taken, store } = orderOf({ stored: 2 })
    order.hear([posted(6)])
    await settled()
    store.top = 5
    await vi.advanceTimersByTimeAsync(500)
    expect(taken).toEqual(upTo(6))
  })

  it('is left alone when the room has come to rest meanwhile', async () => {
    const { order, taken, store } = orderOf({ stored: 1 })
    order.hear([posted(2)])
    order.stop()
    await settled()
    expect(taken).toEqual([])

    const late = orderOf()
    late.order.hear([posted(2)])
    await settled()
    late.order.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect([late.store.reads, store.reads]).toEqual([1, 1])
  })
})

describe('catching up', () => {
  it('brings the newest message when the bus has lost it', async () => {
    const { order, taken } = orderOf({ last: 1, stored: 3 })
    order.catchUp()
    await settled()
    expect(taken).toEqual([2, 3])
  })

  it('is tried again by itself while the store cannot be read', async () => {
    const { order, taken, store } = orderOf({ stored: 1 })
    store.read = () => Promise.reject(new Error('down'))
    order.catchUp()
    order.catchUp()
    await settled()
    expect([taken, store.reads]).toEqual([[], 1])
    store.read = async () => undefined
    await vi.advanceTimersByTimeAsync(500)
    expect([taken, store.reads]).toEqual([[1], 2])
  })

  it('reads once more when it is asked for while the store is read', async () => {
    const { order, taken, store } = orderOf({ last: 1, stored: 1 })
    order.catchUp()
    await Promise.resolve()
    store.top = 2
    order.reach(2)
    await settled()
    expect(taken).toEqual([2])
  })

  it('resolves when the message is there, or the store does not have it', async () => {
    const { order, taken, store } = orderOf({ stored: 3 })
    await order.until(2)
    expect(taken).toEqual([1, 2, 3])
    await order.until(9)
    await order.until(3)
    expect(store.reads).toBe(2)
  })
})
