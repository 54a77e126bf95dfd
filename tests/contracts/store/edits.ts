import { expect } from 'vitest'
import type { Draft, Line, Store } from '../../../server/store/store'
import { type StoreTests, text, upTo } from './store-tests'

/** A line by which ann gives a message other words. */
const edit = (seq: number, words: string, id = words): Draft => ({
  ...text('ann', id),
  kind: 'edit',
  body: { seq, text: words },
})
const unheard = (draft: Draft): Draft => ({ ...draft, audience: 'author' })

/** Appends edits and lets them count. */
async function edits(store: Store, ...drafts: Draft[]): Promise<void> {
  const top = await store.messages.top('r')
  await store.messages.append('r', drafts)
  for (const n of upTo(drafts.length)) await store.messages.edit('r', top + n)
}

const said = async ({ messages }: Store, seq = 1) => (await messages.get('r', seq))?.body
const all = ({ messages }: Store): Promise<Line[]> => messages.after('r', 0, 100)

export const editing: StoreTests = {
  'gives a message the words of its edit, and keeps what it said first and its edits': async (opened) => {
    const { store, other } = opened
    await store.messages.append('r', [{ ...text('ann', 'a'), reply: 1, mentions: ['bo'] }, text('bo', 'b')])
    await edits(store, edit(1, 'two'), edit(1, 'three'))
    const edited = {
      ...text('ann', 'a', 'three'),
      seq: 1,
      reply: 1,
      mentions: ['bo'],
      edits: [3, 4],
      original: 'a',
    }
    const lines = [
      edited,
      { ...text('bo', 'b'), seq: 2 },
      { ...edit(1, 'two'), seq: 3 },
      { ...edit(1, 'three'), seq: 4 },
    ]
    expect(await all(store)).toStrictEqual(lines)
    expect(await all(other)).toStrictEqual(lines)
    expect(await other.messages.before('r', 2, 1)).toStrictEqual([edited])
  },

  'lets the last edit count by the order of the room, whichever comes to it last': async ({
    store,
    other,
  }) => {
    await store.messages.append('r', [text('ann', 'a'), edit(1, 'two'), edit(1, 'three'), edit(1, 'four')])
    await other.messages.edit('r', 3)
    await store.messages.edit('r', 2)
    expect(await said(store)).toBe('three')
    await Promise.all([store.messages.edit('r', 4), other.messages.edit('r', 4), store.messages.edit('r', 2)])
    expect(await store.messages.get('r', 1)).toMatchObject({ body: 'four', edits: [2, 3, 4], original: 'a' })
  },

  'lets many edits at the same time count, each of them once': async ({ store, other }) => {
    await store.messages.append('r', [text('ann', 'a'), ...upTo(12).map((n) => edit(1, `words ${n}`))])
    await Promise.all(upTo(12).map((n) => (n % 2 ? store : other).messages.edit('r', 1 + n)))
    expect(await store.messages.get('r', 1)).toMatchObject({
      body: 'words 12',
      edits: upTo(13).slice(1),
      original: 'a',
    })
  },

  'edits nothing where no such edit is, nor what is no text': async ({ store }) => {
    const emoji: Draft = { ...text('ann', 'b', '😀'), kind: 'emoji' }
    await store.messages.append('r', [text('ann', 'a'), emoji, edit(9, 'x', 'c'), edit(2, 'x', 'd')])
    for (const n of upTo(6)) await store.messages.edit('r', n)
    expect((await all(store)).slice(0, 2)).toStrictEqual([
      { ...text('ann', 'a'), seq: 1 },
      { ...emoji, seq: 2 },
    ])
  },

  'takes earlier words and the text of all edits away with the message': async ({ store, other }) => {
    await store.messages.append('r', [text('ann', 'a')])
    await edits(store, edit(1, 'two'), edit(1, 'three'))
    await store.messages.blank('r', 1, 'bo')
    const lines = [
      { ...text('ann', 'a', ''), seq: 1, kind: 'recalled', by: 'bo' },
      { ...edit(1, 'two'), seq: 2, body: { seq: 1 } },
      { ...edit(1, 'three'), seq: 3, body: { seq: 1 } },
    ]
    expect(await all(store)).toStrictEqual(lines)
    expect(await all(other)).toStrictEqual(lines)
  },

  'takes the text of an edit away that comes to what was taken back': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a'), edit(1, 'two')])
    await store.messages.blank('r', 1, 'ann')
    await store.messages.edit('r', 2)
    expect(await all(store)).toStrictEqual([
      { ...text('ann', 'a', ''), seq: 1, kind: 'recalled', by: 'ann' },
      { ...edit(1, 'two'), seq: 2, body: { seq: 1 } },
    ])
  },

  'leaves no words where a message is edited and taken back at the same time': async ({ store, other }) => {
    for (const n of upTo(5)) {
      const seq = 2 * n - 1
      await store.messages.append('r', [text('ann', `a${n}`), edit(seq, 'secret', `e${n}`)])
      await Promise.all([store.messages.edit('r', seq + 1), other.messages.blank('r', seq, 'ann')])
    }
    const lines = await all(store)
    expect(lines.filter(({ kind }) => kind === 'recalled')).toHaveLength(5)
    expect(JSON.stringify(lines)).not.toContain('secret')
  },

  'takes an edit that is sent again for a repeat, also when its text is gone': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a'), edit(1, 'two', 'e')])
    const repeat = { seq: 2, time: 1_700_000_000_000, repeated: true }
    expect(await store.messages.append('r', [edit(1, 'two', 'e')])).toEqual([repeat])
    expect(await store.messages.append('r', [edit(1, 'other', 'e')])).toEqual([{ conflict: true }])
    await store.messages.edit('r', 2)
    await store.messages.blank('r', 1, 'ann')
    expect(await store.messages.append('r', [edit(1, 'two', 'e')])).toEqual([repeat])
    expect(await store.messages.append('r', [edit(2, 'two', 'e')])).toEqual([{ conflict: true }])
  },

  'takes a message that is sent again for a repeat when it was edited meanwhile': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a')])
    await edits(store, edit(1, 'two'))
    const repeat = { seq: 1, time: 1_700_000_000_000, repeated: true }
    expect(await store.messages.append('r', [text('ann', 'a')])).toEqual([repeat])
    expect(await store.messages.append('r', [text('ann', 'a', 'two')])).toEqual([{ conflict: true }])
  },

  'keeps what its author alone reads apart from what both read': async ({ store, other }) => {
    await store.messages.append('r', [text('ann', 'a')])
    await edits(store, edit(1, 'two'), unheard(edit(1, 'three')), unheard(edit(1, 'four')))
    const edited = { ...text('ann', 'a', 'two'), seq: 1, edits: [2], original: 'a' }
    const apart = { ...edited, unheard: { text: 'four', edits: [3, 4] } }
    expect(await store.messages.get('r', 1)).toStrictEqual(apart)
    expect(await other.messages.get('r', 1)).toStrictEqual(apart)
    await store.messages.hideFromAuthor('r', 1)
    expect((await all(store)).map(({ body }) => body)).toEqual([
      'two',
      { seq: 1, text: 'two' },
      { seq: 1 },
      { seq: 1 },
    ])
    expect(await store.messages.get('r', 1)).toStrictEqual({ ...edited, audience: 'peer' })
  },

  'edits what its author alone reads as anything else': async ({ store }) => {
    await store.messages.append('r', [unheard(text('ann', 'a'))])
    await edits(store, unheard(edit(1, 'two', 'e')))
    expect(await store.messages.get('r', 1)).toMatchObject({ body: 'two', edits: [2], original: 'a' })
    await store.messages.blank('r', 1, 'ann')
    expect(JSON.stringify(await all(store))).not.toContain('two')
  },

  'finds lines by their places, and one by its author and id': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a'), text('bo', 'a'), text('bo', 'b')])
    const lines = await store.messages.getMany('r', [3, 1, 9])
    expect(lines.map(({ seq }) => seq).sort()).toEqual([1, 3])
    expect(await store.messages.getMany('r', [])).toEqual([])
    expect(await store.messages.find('r', 'bo', 'a')).toStrictEqual({ ...text('bo', 'a'), seq: 2 })
    expect(await store.messages.find('r', 'ann', 'b')).toBeUndefined()
    expect(await store.messages.find('s', 'ann', 'a')).toBeUndefined()
  },
}
