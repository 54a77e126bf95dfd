import { expect } from 'vitest'
import { makeGroup } from './rooms'
import { type StoreTests, text, upTo } from './store-tests'

const numbers = (seqs: number[]) => seqs.toSorted((one, other) => one - other)

export const hidden: StoreTests = {
  'hides messages from one person in one room': async ({ store, other }) => {
    expect(await store.hidden.hide('r', 'ann', [3, 1, 3], 10)).toBe(true)
    expect(await other.hidden.hide('r', 'ann', [1, 5], 10)).toBe(true)
    expect(numbers(await store.hidden.among('r', 'ann', [1, 2, 3, 4]))).toEqual([1, 3])
    expect(await store.hidden.among('r', 'bo', [1, 3])).toEqual([])
    expect(await store.hidden.among('s', 'ann', [1, 3])).toEqual([])
    expect(await store.hidden.among('r', 'ann', [])).toEqual([])
  },

  'names the newest ones, the newest first': async ({ store }) => {
    await store.hidden.hide('r', 'ann', [10, 9, 2], 10)
    expect(await store.hidden.newest('r', 'ann', 2)).toEqual([10, 9])
    expect(await store.hidden.newest('r', 'bo', 2)).toEqual([])
  },

  'hides no more than the most, and then none of a call; what is hidden may be hidden again': async ({
    store,
  }) => {
    await store.hidden.hide('r', 'ann', upTo(4), 5)
    expect(await store.hidden.hide('r', 'ann', [5, 6], 5)).toBe(false)
    expect(await store.hidden.newest('r', 'ann', 10)).toEqual([4, 3, 2, 1])
    expect(await store.hidden.hide('r', 'ann', [5], 5)).toBe(true)
    expect(await store.hidden.hide('r', 'ann', upTo(5), 5)).toBe(true)
    expect(await store.hidden.hide('r', 'bo', [6], 5)).toBe(true)
  },

  'forgets what is hidden from somebody in a room, and all of a room that is removed': async ({ store }) => {
    for (const room of ['r', 's']) await makeGroup(store, room, 'ann', 'bo')
    for (const room of ['r', 's'])
      for (const person of ['ann', 'bo']) await store.hidden.hide(room, person, [1], 10)
    await store.hidden.forget('r', 'ann')
    await store.rooms.remove('s')
    const left = ['r', 's'].flatMap((room) =>
      ['ann', 'bo'].map((person) => store.hidden.newest(room, person, 1)),
    )
    expect(await Promise.all(left)).toEqual([[], [1], [], []])
  },

  'leaves what is hidden out of the list: not the last line of it, and not unread': async ({
    store,
    other,
  }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    await store.messages.append(
      'r',
      upTo(4).map((n) => text('ann', `m${n}`)),
    )
    await store.hidden.hide('r', 'bo', [4, 2], 10)
    const [entry] = await other.rooms.list('bo')
    expect([entry?.top, entry?.unread, entry?.last?.seq]).toEqual([4, 2, 3])
    const [own] = await store.rooms.list('ann')
    expect(own?.last?.seq).toBe(4)
    await store.hidden.hide('r', 'bo', [1, 3], 10)
    const [empty] = await store.rooms.list('bo')
    expect([empty?.top, empty?.unread, empty?.last]).toEqual([4, 0, undefined])
  },

  'finds the newest line that is left, and the mention, where much of the end is hidden': async ({
    store,
    other,
  }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    const drafts = upTo(260).map((n) => ({
      ...text('ann', `m${n}`),
      ...(n % 100 === 5 && { mentions: ['bo'] }),
    }))
    await store.messages.append('r', drafts)
    const shown = async () => {
      const [entry] = await other.rooms.list('bo')
      return [entry?.last?.seq, entry?.unread, entry?.mentioned]
    }
    await store.hidden.hide('r', 'bo', [...upTo(240).map((n) => n + 20), 5], 1_000)
    expect(await shown()).toEqual([20, 19, undefined])
    await store.hidden.hide('r', 'bo', upTo(20), 1_000)
    expect(await shown()).toEqual([undefined, 0, undefined])
    await store.messages.append('r', [{ ...text('ann', 'new'), mentions: ['bo'] }])
    expect(await shown()).toEqual([261, 1, 261])
  },

  'counts as unread from the mark on, 1 at least, until the person reads again': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    await store.messages.append('r', [...upTo(3).map((n) => text('ann', `m${n}`)), text('bo', 'mine')])
    const shown = async () => {
      const [entry] = await other.rooms.list('bo')
      return [entry?.membership.read, entry?.membership.marked, entry?.unread]
    }
    await store.rooms.read('r', 'bo', 4)
    await store.rooms.mark('r', 'bo', 2)
    expect(await shown()).toEqual([4, 2, 2])
    await store.rooms.mark('r', 'bo', 4)
    expect(await shown()).toEqual([4, 4, 1])
    await store.messages.append('r', [text('ann', 'more')])
    expect(await shown()).toEqual([4, 4, 1])
    expect(await store.rooms.membership('r', 'bo')).toMatchObject({ marked: 4 })
    expect(await store.rooms.read('r', 'bo', 2)).toBe(4)
    expect(await shown()).toEqual([4, undefined, 1])
    await store.rooms.mark('r', 'stranger', 1)
    expect(await store.rooms.membership('r', 'stranger')).toBeUndefined()
  },
}
