import { expect } from 'vitest'
import { makeGroup } from './rooms'
import { type StoreTests, text, upTo } from './store-tests'

export const memberships: StoreTests = {
  'keeps up to where others were told that a member has read, while nobody is told': async ({
    store,
    other,
  }) => {
    await makeGroup(store, 'r', 'ann')
    const shown = async () => {
      const found = await other.rooms.membership('r', 'ann')
      return [found?.read, found?.shown]
    }
    await store.rooms.read('r', 'ann', 2)
    expect(await shown()).toEqual([2, undefined])
    for (const seq of [4, 6]) expect(await store.rooms.read('r', 'ann', seq, true)).toBe(seq)
    expect(await shown()).toEqual([6, 2])
    expect(await store.rooms.read('r', 'ann', 5)).toBe(6)
    expect(await shown()).toEqual([6, undefined])
    expect(await store.rooms.read('r', 'stranger', 5, true)).toBe(0)
  },

  'bars people from one room, until they are allowed again': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann')
    for (const person of ['cy', 'bo', 'bo', 'dee']) await store.rooms.bar('r', person)
    await store.rooms.bar('s', 'eve')
    expect(await other.rooms.isBarred('r', 'bo')).toBe(true)
    expect(await store.rooms.isBarred('s', 'bo')).toBe(false)
    expect(await store.rooms.barred('r', undefined, 2)).toEqual(['bo', 'cy'])
    expect(await store.rooms.barred('r', 'cy', 2)).toEqual(['dee'])
    for (let times = 0; times < 2; times += 1) await store.rooms.allow('r', 'bo')
    expect(await other.rooms.isBarred('r', 'bo')).toBe(false)
    await store.rooms.remove('r')
    expect(await store.rooms.barred('r', undefined, 9)).toEqual([])
    expect(await store.rooms.barred('s', undefined, 9)).toEqual(['eve'])
  },

  'adds a member, once': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann')
    const bo = { room: 'r', person: 'bo', role: 'member', read: 0, joined: 2_000 }
    expect(await store.rooms.join('r', 'bo', 2_000, 10)).toStrictEqual(bo)
    expect(await store.rooms.join('r', 'bo', 3_000, 10)).toStrictEqual(bo)
    expect(await other.rooms.membership('r', 'bo')).toStrictEqual(bo)
    expect(await store.rooms.countMembers('r')).toBe(2)
  },

  'tells of many at once who are members, of rooms that are gone too': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann')
    await store.rooms.join('r', 'bo', 2_000, 10)
    await store.rooms.quit('r', 'bo')
    const pairs = [
      { room: 'r', person: 'bo' },
      { room: 'r', person: 'ann' },
      { room: 'gone', person: 'ann' },
    ]
    expect(await other.rooms.areMembers(pairs)).toEqual([false, true, false])
    expect(await other.rooms.areMembers([])).toEqual([])
  },

  'leaves a member who joins again as they are': async ({ store }) => {
    await makeGroup(store, 'r', 'ann')
    await store.messages.append('r', [text('ann', 'a')])
    expect(await store.rooms.join('r', 'ann', 9_000, 1)).toStrictEqual({
      room: 'r',
      person: 'ann',
      role: 'owner',
      read: 0,
      joined: 1_000,
    })
  },

  'takes what was said before a newcomer came for read': async ({ store }) => {
    await makeGroup(store, 'r', 'ann')
    await store.messages.append('r', [text('ann', 'a'), text('ann', 'b')])
    expect(await store.rooms.join('r', 'bo', 2_000, 10)).toMatchObject({ read: 2 })
  },

  'adds nobody to a full room, also when many come at the same time': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann')
    const calls = upTo(20).map((n) => (n % 2 ? store : other).rooms.join('r', `p${n}`, 2_000, 5))
    const answers = await Promise.all(calls)
    expect(answers.filter((answer) => answer === 'full')).toHaveLength(16)
    expect(await store.rooms.countMembers('r')).toBe(5)
    expect(await store.rooms.members('r', undefined, 100)).toHaveLength(5)
    await store.rooms.quit('r', 'ann')
    expect(await store.rooms.join('r', 'late', 2_000, 5)).toMatchObject({ person: 'late' })
  },

  'counts one person once who joins many times at the same time': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann')
    const calls = upTo(10).map((n) => (n % 2 ? store : other).rooms.join('r', 'bo', 2_000, 5))
    for (const answer of await Promise.all(calls)) expect(answer).toMatchObject({ person: 'bo' })
    expect(await store.rooms.countMembers('r')).toBe(2)
  },

  'lets a member quit, and quit again': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    await store.rooms.quit('r', 'bo')
    await store.rooms.quit('r', 'bo')
    await store.rooms.quit('r', 'stranger')
    expect(await store.rooms.membership('r', 'bo')).toBeUndefined()
    expect(await store.rooms.of('bo')).toEqual([])
    expect(await store.rooms.countMembers('r')).toBe(1)
  },

  'hands the room over from its owner to a member': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    expect(await store.rooms.handOver('r', 'ann', 'bo')).toBe(true)
    expect(await store.rooms.membership('r', 'ann')).toMatchObject({ role: 'member' })
    expect(await store.rooms.membership('r', 'bo')).toMatchObject({ role: 'owner' })
  },

  'hands nothing over from who is no owner, to who is no member, or to oneself': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo', 'cy')
    for (const [from, to] of [
      ['bo', 'cy'],
      ['ann', 'stranger'],
      ['stranger', 'bo'],
      ['ann', 'ann'],
    ] as const)
      expect(await store.rooms.handOver('r', from, to)).toBe(false)
    const members = await store.rooms.members('r', undefined, 10)
    expect(members.map(({ role }) => role)).toEqual(['owner', 'member', 'member'])
  },

  'leaves one owner when a room is handed over twice at the same time': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann', 'bo', 'cy')
    const done = await Promise.all([
      store.rooms.handOver('r', 'ann', 'bo'),
      other.rooms.handOver('r', 'ann', 'cy'),
    ])
    expect(done.filter(Boolean)).toHaveLength(1)
    const members = await store.rooms.members('r', undefined, 10)
    expect(members.filter(({ role }) => role === 'owner')).toHaveLength(1)
  },

  'pages members in the order they joined, and by id where that is equal': async ({ store }) => {
    await makeGroup(store, 'r', 'zoe')
    for (const person of ['cy', 'ann', 'bo']) await store.rooms.join('r', person, 2_000, 100)
    await store.rooms.join('r', 'abe', 3_000, 100)
    const page = async (after: string | undefined, limit: number) =>
      (await store.rooms.members('r', after, limit)).map(({ person }) => person)
    expect(await page(undefined, 2)).toEqual(['zoe', 'ann'])
    expect(await page('ann', 2)).toEqual(['bo', 'cy'])
    expect(await page('cy', 2)).toEqual(['abe'])
    expect(await page('abe', 2)).toEqual([])
  },

  'begins again when the member to go on from has left': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo', 'cy')
    await store.rooms.quit('r', 'bo')
    const rest = await store.rooms.members('r', 'bo', 10)
    expect(rest.map(({ person }) => person)).toEqual(['ann', 'cy'])
  },

  'moves a read position forward and never back': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann')
    expect(await store.rooms.read('r', 'ann', 5)).toBe(5)
    expect(await store.rooms.read('r', 'ann', 3)).toBe(5)
    expect(await store.rooms.read('r', 'ann', 5)).toBe(5)
    expect(await other.rooms.membership('r', 'ann')).toMatchObject({ read: 5 })
    expect(await store.rooms.read('r', 'stranger', 3)).toBe(0)
    expect(await store.rooms.membership('r', 'stranger')).toBeUndefined()
  },

  'keeps the furthest of many read positions that come at the same time': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann')
    const seqs = [4, 9, 1, 7, 3, 8, 2]
    await Promise.all(seqs.map((seq, n) => (n % 2 ? store : other).rooms.read('r', 'ann', seq)))
    expect(await store.rooms.membership('r', 'ann')).toMatchObject({ read: 9 })
  },

  'tells the rooms of a person': async ({ store }) => {
    await makeGroup(store, 'r1', 'ann', 'bo')
    await makeGroup(store, 'r2', 'bo')
    await store.rooms.join('lobby', 'bo', 2_000, 10)
    const rooms = (await store.rooms.of('bo')).sort((a, b) => (a.room < b.room ? -1 : 1))
    expect(rooms).toStrictEqual([
      { room: 'lobby', kind: 'lobby' },
      { room: 'r1', kind: 'group' },
      { room: 'r2', kind: 'group' },
    ])
    expect(await store.rooms.of('nobody')).toEqual([])
  },
}
