import { expect } from 'vitest'
import { lobby } from '#protocol'
import type { Draft, Line } from '../../../server/store/store'
import { makeGroup } from './rooms'
import { type StoreTests, text, upTo } from './store-tests'

const seqs = (lines: Line[]) => lines.map(({ seq }) => seq)
const ten = upTo(10).map((n) => text('ann', `m${n}`))

export const reading: StoreTests = {
  'finds nothing in a room where nothing was said': async ({ store }) => {
    expect(await store.messages.top('r')).toBe(0)
    expect(await store.messages.after('r', 0, 10)).toEqual([])
    expect(await store.messages.before('r', 1, 10)).toEqual([])
    expect(await store.messages.get('r', 1)).toBeUndefined()
  },

  'sees what was acknowledged, through every server': async ({ store, other }) => {
    for (const n of upTo(10)) {
      await store.messages.append('r', [text('ann', `m${n}`)])
      expect(await other.messages.top('r')).toBe(n)
      expect((await other.messages.get('r', n))?.id).toBe(`m${n}`)
    }
  },

  'pages forward, beginning right behind the place': async ({ store }) => {
    await store.messages.append('r', ten)
    expect(seqs(await store.messages.after('r', 0, 3))).toEqual([1, 2, 3])
    expect(seqs(await store.messages.after('r', 3, 3))).toEqual([4, 5, 6])
    expect(seqs(await store.messages.after('r', 9, 3))).toEqual([10])
    expect(await store.messages.after('r', 10, 3)).toEqual([])
    expect(await store.messages.after('r', 99, 3)).toEqual([])
  },

  'pages backward with the newest before the place, the oldest of them first': async ({ store }) => {
    await store.messages.append('r', ten)
    expect(seqs(await store.messages.before('r', 11, 3))).toEqual([8, 9, 10])
    expect(seqs(await store.messages.before('r', 8, 3))).toEqual([5, 6, 7])
    expect(seqs(await store.messages.before('r', 3, 3))).toEqual([1, 2])
    expect(await store.messages.before('r', 1, 3)).toEqual([])
    expect(seqs(await store.messages.before('r', Number.MAX_SAFE_INTEGER, 2))).toEqual([9, 10])
  },

  'shows nothing of the rooms beside it': async ({ store }) => {
    await store.messages.append('q', [text('ann', 'q')])
    await store.messages.append('r', ten)
    await store.messages.append('s', [text('ann', 's')])
    expect((await store.messages.after('r', 0, 100)).map(({ id }) => id)).toEqual(ten.map(({ id }) => id))
    expect(await store.messages.before('r', 11, 100)).toHaveLength(10)
  },

  'hands a line back as it came, without what was not given': async ({ store }) => {
    const plain = text('ann', 'a', 'hello')
    const full: Draft = { ...text('bo', 'b', '@ann yes'), reply: 1, mentions: ['ann', 'cy'] }
    const recall: Draft = {
      ...{ id: 'c', from: 'ann', kind: 'recall' as const, body: { seq: 1 } },
      ...{ time: 1_700_000_000_005, by: 'bo' },
    }
    await store.messages.append('r', [plain, full, recall])
    const lines = [
      { seq: 1, ...plain },
      { seq: 2, ...full },
      { seq: 3, ...recall },
    ]
    expect(await store.messages.after('r', 0, 10)).toStrictEqual(lines)
    expect(await store.messages.before('r', 4, 10)).toStrictEqual(lines)
    expect(await store.messages.get('r', 2)).toStrictEqual(lines[1])
    expect(await store.messages.get('r', 4)).toBeUndefined()
  },

  'blanks a line: its place, author, id and time stay, what it said is gone': async ({ store, other }) => {
    await store.messages.append('r', [text('ann', 'a'), text('bo', 'b'), text('bo', 'c')])
    await store.messages.append('r', [{ ...text('ann', 'd', 'secret'), reply: 1, mentions: ['bo'] }])
    await store.messages.blank('r', 4, 'bo')
    const blanked = { ...text('ann', 'd', ''), kind: 'recalled', seq: 4, by: 'bo' }
    expect(await store.messages.get('r', 4)).toStrictEqual(blanked)
    expect(await other.messages.get('r', 4)).toStrictEqual(blanked)
    expect((await store.messages.after('r', 0, 3)).map(({ body }) => body)).toEqual(['a', 'b', 'c'])
  },

  'knows whether somebody has a line in any room that is there, a blanked one too': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    await store.messages.append('r', [text('ann', 'a')])
    await store.messages.append(lobby, [text('cy', 'c')])
    await store.messages.blank('r', 1, 'ann')
    expect(await Promise.all(['ann', 'bo', 'cy'].map((id) => store.messages.hasLineOf(id)))).toEqual([
      true,
      false,
      true,
    ])
    const elsewhere = ['r', lobby].map((but) => store.messages.hasLineOf('ann', but))
    expect(await Promise.all(elsewhere)).toEqual([false, true])
    await store.rooms.remove('r')
    expect(await store.messages.hasLineOf('ann')).toBe(false)
  },

  'keeps who sees a line, and hides one from its author': async ({ store, other }) => {
    const drafts = [text('ann', 'a'), { ...text('bo', 'b'), audience: 'author' as const }]
    await store.messages.append('r', drafts)
    const [again] = await store.messages.append('r', [text('bo', 'b')])
    expect(again).toMatchObject({ seq: 2, repeated: true })
    await store.messages.hideFromAuthor('r', 1)
    await store.messages.hideFromAuthor('r', 1)
    await store.messages.blank('r', 2, 'bo')
    expect(await other.messages.after('r', 0, 10)).toStrictEqual([
      { ...text('ann', 'a'), seq: 1, audience: 'peer' },
      { ...text('bo', 'b', ''), seq: 2, kind: 'recalled', audience: 'author', by: 'bo' },
    ])
  },

  'blanks twice, and blanks nothing where there is no line': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a')])
    expect(await store.messages.blank('r', 1, 'ann')).toBe('ann')
    expect(await store.messages.blank('r', 1, 'ann')).toBe('ann')
    expect(await store.messages.blank('r', 2, 'ann')).toBeUndefined()
    expect(await store.messages.top('r')).toBe(1)
    expect((await store.messages.get('r', 1))?.kind).toBe('recalled')
  },

  'keeps who took a message back first, of several at the same time too': async ({ store, other }) => {
    await store.messages.append('r', [text('bo', 'a'), text('bo', 'b')])
    expect(await store.messages.blank('r', 1, 'ann')).toBe('ann')
    expect(await other.messages.blank('r', 1, 'bo')).toBe('ann')
    expect((await store.messages.get('r', 1))?.by).toBe('ann')

    const both = [store.messages.blank('r', 2, 'ann'), other.messages.blank('r', 2, 'bo')]
    const told = new Set(await Promise.all(both))
    expect([...told]).toEqual([(await store.messages.get('r', 2))?.by])
  },

  'takes what was recalled before it was kept who did for recalled by its author': async ({ store }) => {
    await store.messages.append('r', [{ ...text('bo', 'a', ''), kind: 'recalled' }])
    expect(await store.messages.get('r', 1)).not.toHaveProperty('by')
    expect(await store.messages.blank('r', 1, 'ann')).toBe('bo')
  },

  'takes a blanked message that is sent again for a repeat': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a', 'secret')])
    await store.messages.blank('r', 1, 'ann')
    const [answer] = await store.messages.append('r', [text('ann', 'a', 'secret')])
    expect(answer).toEqual({ seq: 1, time: 1_700_000_000_000, repeated: true })
    expect((await store.messages.get('r', 1))?.body).toBe('')
  },
}
