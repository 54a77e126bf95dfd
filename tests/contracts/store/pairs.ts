import { expect } from 'vitest'
import { type StoreTests, upTo } from './store-tests'

export const pairs: StoreTests = {
  'makes two people a pair, the same from both sides': async ({ store, other }) => {
    expect(await store.links.roomOf('ann', 'bo')).toBeUndefined()
    expect(await store.links.pair('ann', 'bo', 'd1', 1_000)).toBe('d1')
    expect(await other.links.roomOf('ann', 'bo')).toBe('d1')
    expect(await store.links.roomOf('bo', 'ann')).toBe('d1')
  },

  'hands back the room that a pair has, whoever comes first': async ({ store }) => {
    await store.links.pair('ann', 'bo', 'd1', 1_000)
    expect(await store.links.pair('ann', 'bo', 'd1', 2_000)).toBe('d1')
    expect(await store.links.pair('ann', 'bo', 'd2', 2_000)).toBe('d1')
    expect(await store.links.pair('bo', 'ann', 'd3', 3_000)).toBe('d1')
    expect(await store.links.pairsOf('ann')).toEqual([{ room: 'd1', peer: 'bo', since: 1_000 }])
  },

  'gives a pair one room when both sides pair at the same time': async ({ store, other }) => {
    const calls = upTo(10).map((n) => {
      return n % 2
        ? store.links.pair('ann', 'bo', `d${n}`, 1_000)
        : other.links.pair('bo', 'ann', `d${n}`, 1_000)
    })
    const rooms = await Promise.all(calls)
    expect(new Set(rooms).size).toBe(1)
    expect(await store.links.roomOf('ann', 'bo')).toBe(rooms[0])
    expect(await store.links.pairsOf('bo')).toHaveLength(1)
  },

  'keeps the room of a person with themselves apart from those with others': async ({ store, other }) => {
    const calls = upTo(6).map((n) => (n % 2 ? store : other).links.pair('ann', 'ann', `own${n}`, 1_000))
    const [room, ...others] = await Promise.all(calls)
    expect(new Set(others)).toEqual(new Set([room]))
    expect(await other.links.roomOf('ann', 'ann')).toBe(room)
    await store.links.pair('ann', 'bo', 'd1', 2_000)
    expect(await store.links.pairsOf('ann')).toStrictEqual([{ room: 'd1', peer: 'bo', since: 2_000 }])
  },

  'lists the pairs of a person': async ({ store }) => {
    await store.links.pair('ann', 'bo', 'd1', 1_000)
    await store.links.pair('cy', 'ann', 'd2', 2_000)
    await store.links.pair('bo', 'cy', 'd3', 3_000)
    const pairs = (await store.links.pairsOf('ann')).sort((a, b) => (a.room < b.room ? -1 : 1))
    expect(pairs).toStrictEqual([
      { room: 'd1', peer: 'bo', since: 1_000 },
      { room: 'd2', peer: 'cy', since: 2_000 },
    ])
    expect(await store.links.pairsOf('nobody')).toEqual([])
  },

  'blocks one way, and twice: how far was read is that of the first time': async ({ store, other }) => {
    expect(await store.links.blockOf('ann', 'bo')).toBeUndefined()
    await store.links.block('ann', 'bo', 3)
    await store.links.block('ann', 'bo', 5)
    await store.links.block('ann', 'cy', 0)
    await store.links.block('cy', 'bo', 0)
    expect(await other.links.blockOf('ann', 'bo')).toStrictEqual({ read: 3 })
    expect(await store.links.blockOf('bo', 'ann')).toBeUndefined()
    expect((await store.links.blockedBy('ann')).sort()).toEqual(['bo', 'cy'])
    expect(await store.links.blockedBy('bo')).toEqual([])
    expect((await store.links.blockersOf('bo')).sort()).toEqual(['ann', 'cy'])
    expect(await store.links.blockersOf('ann')).toEqual([])
  },

  'unblocks, and twice': async ({ store }) => {
    await store.links.block('ann', 'bo', 3)
    await store.links.block('bo', 'ann', 1)
    await store.links.unblock('ann', 'bo')
    await store.links.unblock('ann', 'bo')
    expect(await store.links.blockOf('ann', 'bo')).toBeUndefined()
    expect(await store.links.blockOf('bo', 'ann')).toStrictEqual({ read: 1 })
    expect(await store.links.blockedBy('ann')).toEqual([])
    await store.links.block('ann', 'bo', 4)
    expect(await store.links.blockOf('ann', 'bo')).toStrictEqual({ read: 4 })
  },
}
