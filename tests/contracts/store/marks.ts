import { expect } from 'vitest'
import { limits } from '#protocol'
import type { Reaction } from '../../../server/store/marks'
import { makeGroup } from './rooms'
import { type StoreTests, upTo } from './store-tests'

const on = (person: string, emoji = '👍'): Reaction => ({ person, emoji, on: true })
const off = (person: string, emoji = '👍'): Reaction => ({ person, emoji, on: false })
/** Different emojis, as many as there are. */
const emojis = (many: number) => upTo(many).map((n) => String.fromCodePoint(0x1f400 + n))

export const marks: StoreTests = {
  'keeps who has reacted with what, the emoji that was used first before the others': async ({
    store,
    other,
  }) => {
    await store.marks.react('r', 3, [on('bo'), on('ann', '🍵')])
    const { record, refused } = await other.marks.react('r', 3, [on('ann'), on('bo', '🍵'), off('bo')])
    const people = [
      { emoji: '👍', by: ['ann'] },
      { emoji: '🍵', by: ['ann', 'bo'] },
    ]
    expect(refused).toEqual([])
    expect(record).toMatchObject({ version: 2, people })
    expect(await store.marks.reactions('r', [2, 3])).toStrictEqual([{ seq: 3, version: 2, people }])
  },

  'changes nothing where it is so already': async ({ store }) => {
    const first = await store.marks.react('r', 3, [on('ann')])
    expect(await store.marks.react('r', 3, [on('ann'), off('bo'), off('ann', '🍵')])).toEqual(first)
    expect(await store.marks.reactions('q', [3])).toEqual([])
  },

  'keeps no emoji without people, and no message that nobody ever reacted to': async ({ store }) => {
    await store.marks.react('r', 3, [on('ann')])
    await store.marks.react('r', 3, [off('ann')])
    await store.marks.react('r', 4, [off('ann')])
    expect(await store.marks.reactions('r', [3, 4])).toStrictEqual([{ seq: 3, version: 2, people: [] }])
  },

  'refuses one emoji too many, and makes the other changes of the same call': async ({ store }) => {
    const all = emojis(limits.reactionEmojis + 1)
    const last = all.at(-1) ?? ''
    const { record, refused } = await store.marks.react('r', 3, [
      ...all.map((emoji) => on('ann', emoji)),
      on('bo', all[0]),
    ])
    expect(refused).toEqual([limits.reactionEmojis])
    expect(record.people.map(({ emoji }) => emoji)).toEqual(all.slice(0, -1))
    expect(record.people[0]?.by).toEqual(['ann', 'bo'])
    expect((await store.marks.react('r', 3, [off('ann', all[1]), on('ann', last)])).refused).toEqual([])
  },

  'remembers what no line has told yet, and forgets what one has': async ({ store, other }) => {
    await store.marks.react('r', 3, [on('ann')])
    const { record } = await other.marks.react('r', 3, [on('bo')])
    expect(record.untold).toEqual([
      { ...on('ann'), version: 1 },
      { ...on('bo'), version: 2 },
    ])
    expect(record).not.toHaveProperty('line')
    await store.marks.react('r', 3, [off('ann')])
    await store.marks.told('r', 3, 2, 9)
    await other.marks.told('r', 3, 1, 8)
    await store.marks.told('r', 4, 1, 8)
    const { record: then } = await store.marks.react('r', 3, [])
    expect(then).toStrictEqual({
      version: 3,
      people: [{ emoji: '👍', by: ['bo'] }],
      untold: [{ ...off('ann'), version: 3 }],
      line: 9,
    })
  },

  'loses no reaction of many at the same time, through several servers': async ({ store, other }) => {
    const done = await Promise.all(
      upTo(20).map((n) => (n % 2 ? store : other).marks.react('r', 3, [on(`p${n}`)])),
    )
    const [found] = await other.marks.reactions('r', [3])
    expect(found?.people[0]?.by.toSorted()).toEqual(
      upTo(20)
        .map((n) => `p${n}`)
        .toSorted(),
    )
    expect(new Set(done.map(({ record }) => record.version)).size).toBe(20)
  },

  'forgets the reactions of a message': async ({ store, other }) => {
    await store.marks.react('r', 3, [on('ann')])
    await store.marks.react('r', 4, [on('ann')])
    for (const one of [store, other]) await one.marks.dropReactions('r', 3)
    expect((await store.marks.reactions('r', [3, 4])).map(({ seq }) => seq)).toEqual([4])
  },

  'pins messages, the last one first, and takes them off': async ({ store, other }) => {
    expect(await store.marks.pinned('r')).toBeUndefined()
    expect(await store.marks.pin('r', 1, false)).toEqual({ pinned: { version: 0, seqs: [] }, changed: false })
    await store.marks.pin('r', 1, true)
    await other.marks.pin('r', 2, true)
    expect(await store.marks.pin('r', 1, true)).toEqual({
      pinned: { version: 2, seqs: [2, 1] },
      changed: false,
    })
    expect(await store.marks.pin('r', 2, false)).toEqual({ pinned: { version: 3, seqs: [1] }, changed: true })
    expect(await other.marks.pinned('r')).toStrictEqual({ version: 3, seqs: [1] })
    expect(await store.marks.pinned('q')).toBeUndefined()
  },

  'pins no more than the limit, of several at the same time too': async ({ store, other }) => {
    const done = await Promise.all(
      upTo(limits.pins + 2).map((seq) => (seq % 2 ? store : other).marks.pin('r', seq, true)),
    )
    expect(done.filter((one) => one === 'full')).toHaveLength(2)
    expect((await store.marks.pinned('r'))?.seqs).toHaveLength(limits.pins)
  },

  'takes what is put on messages away with their room': async ({ store }) => {
    for (const room of ['r', 's']) {
      await makeGroup(store, room, 'ann')
      await store.marks.react(room, 1, [on('ann')])
      await store.marks.pin(room, 1, true)
    }
    await store.rooms.remove('r')
    expect(await store.marks.reactions('r', [1])).toEqual([])
    expect(await store.marks.pinned('r')).toBeUndefined()
    expect(await store.marks.reactions('s', [1])).toHaveLength(1)
    expect(await store.marks.pinned('s')).toEqual({ version: 1, seqs: [1] })
  },

  'finds a line by its author and id': async ({ store }) => {
    await store.messages.append('r', [
      { id: 'm', from: 'ann', kind: 'text', body: 'a', time: 1 },
      { id: 'm', from: 'bo', kind: 'text', body: 'b', time: 1 },
    ])
    expect((await store.messages.find('r', 'bo', 'm'))?.body).toBe('b')
    expect(await store.messages.find('r', 'cy', 'm')).toBeUndefined()
  },
}
