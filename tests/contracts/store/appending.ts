import { expect } from 'vitest'
import type { Appended } from '../../../server/store/store'
import { type StoreTests, text, upTo } from './store-tests'

const seqOf = (answer: Appended | undefined) => (answer && 'seq' in answer ? answer.seq : undefined)

export const appending: StoreTests = {
  'numbers messages 1, 2, 3 in the order they were given': async ({ store }) => {
    const first = await store.messages.append('r', [text('ann', 'a'), text('bo', 'b')])
    const second = await store.messages.append('r', [text('ann', 'c')])
    expect([...first, ...second].map(seqOf)).toEqual([1, 2, 3])
    expect((await store.messages.after('r', 0, 10)).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  },

  'takes a line before the room is made: it is the first one of the room': async ({ store, other }) => {
    await store.messages.append('d', [text('ann', 'a')])
    const members = ['ann', 'bo'].map((person) => ({ person, role: 'member' as const }))
    expect(await other.rooms.list('bo')).toEqual([])
    await other.rooms.create({ id: 'd', kind: 'direct', name: '', created: 1_000 }, members, 'pair')
    expect(await store.messages.append('d', [text('ann', 'a'), text('bo', 'b')])).toMatchObject([
      { seq: 1, repeated: true },
      { seq: 2, repeated: false },
    ])
    expect(await store.rooms.list('bo')).toMatchObject([{ top: 2, unread: 1, last: { id: 'b' } }])
  },

  'answers nothing to no messages': async ({ store }) => {
    expect(await store.messages.append('r', [])).toEqual([])
    expect(await store.messages.top('r')).toBe(0)
  },

  'lets no time of a room fall, whatever clock the next line comes by': async ({ store, other }) => {
    const at = (id: string, time: number) => ({ ...text('ann', id), time })
    await store.messages.append('r', [at('a', 5_000), at('b', 3_000), at('c', 6_000)])
    const [answer] = await other.messages.append('r', [at('d', 1_000)])
    expect(answer).toEqual({ seq: 4, time: 6_000, repeated: false })
    expect(await store.messages.append('r', [at('d', 9_000)])).toEqual([
      { seq: 4, time: 6_000, repeated: true },
    ])
    await store.messages.append('s', [at('a', 1_000)])
    const times = async (room: string) => (await other.messages.after(room, 0, 10)).map(({ time }) => time)
    expect([await times('r'), await times('s')]).toEqual([[5_000, 5_000, 6_000, 6_000], [1_000]])
  },

  'counts each room by itself': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a'), text('ann', 'b')])
    const [answer] = await store.messages.append('rr', [text('ann', 'c')])
    expect(seqOf(answer)).toBe(1)
    expect(await store.messages.top('r')).toBe(2)
  },

  'leaves no hole and gives no number twice when many append at the same time': async (opened) => {
    const { store, other } = opened
    const calls = upTo(60).map((call) => {
      const { messages } = call % 2 ? store : other
      return messages.append('r', [
        text('ann', `${call}-1`),
        text('bo', `${call}-2`),
        text('cy', `${call}-3`),
      ])
    })
    const answers = await Promise.all(calls)
    const seqs = answers.map((answer) => answer.map((one) => seqOf(one) ?? 0))
    for (const call of seqs) expect(call).toEqual([...call].sort((a, b) => a - b))
    expect(seqs.flat().sort((a, b) => a - b)).toEqual(upTo(180))

    const lines = await store.messages.after('r', 0, 1_000)
    expect(lines.map(({ seq }) => seq)).toEqual(upTo(180))
    for (const [call, own] of seqs.entries())
      expect(own.map((seq) => lines[seq - 1]?.id)).toEqual(upTo(3).map((part) => `${call + 1}-${part}`))
  },

  'gives a repeat the place and time of the first': async ({ store, other }) => {
    await store.messages.append('r', [text('ann', 'a'), text('ann', 'b')])
    const later = { ...text('ann', 'a'), time: 1_800_000_000_000 }
    const repeat = { seq: 1, time: 1_700_000_000_000, repeated: true }
    expect(await store.messages.append('r', [later])).toEqual([repeat])
    expect(await other.messages.append('r', [later])).toEqual([repeat])
    expect(await store.messages.top('r')).toBe(2)
  },

  'recognises a whole batch that comes again, with new messages among it': async ({ store, other }) => {
    const said = upTo(300).map((n) => text(n % 2 ? 'ann' : 'bo', `m${n}`))
    await store.messages.append('r', said)
    const mixed = [text('cy', 'x'), ...said.slice(0, 200), text('cy', 'y'), ...said.slice(200)]
    const answers = await other.messages.append('r', mixed)
    expect(answers.map(seqOf)).toEqual([301, ...upTo(200), 302, ...upTo(300).slice(200)])
    expect(await store.messages.top('r')).toBe(302)
  },

  'recognises a repeat within one call, and numbers the others without a hole': async ({ store }) => {
    const answers = await store.messages.append('r', [text('ann', 'a'), text('ann', 'a'), text('ann', 'b')])
    expect(answers.map(seqOf)).toEqual([1, 1, 2])
    expect(answers.map((answer) => 'repeated' in answer && answer.repeated)).toEqual([false, true, false])
    expect((await store.messages.after('r', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2])
  },

  'keeps one of many equal messages that come at the same time': async ({ store, other }) => {
    const calls = upTo(20).map((call) => (call % 2 ? store : other).messages.append('r', [text('ann', 'a')]))
    const answers = (await Promise.all(calls)).flat()
    expect(answers.map(seqOf)).toEqual(answers.map(() => 1))
    expect(answers.filter((answer) => 'repeated' in answer && !answer.repeated)).toHaveLength(1)
    expect(await store.messages.top('r')).toBe(1)
  },

  'calls it a conflict when an id comes back with another body or kind': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a', 'yes')])
    const answers = await store.messages.append('r', [
      text('ann', 'a', 'no'),
      { ...text('ann', 'a', 'yes'), kind: 'recall' },
      { ...text('ann', 'a'), body: { seq: 1 } },
    ])
    expect(answers).toEqual([{ conflict: true }, { conflict: true }, { conflict: true }])
    expect((await store.messages.get('r', 1))?.body).toBe('yes')
  },

  'appends what stands around a conflict': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a', 'yes')])
    const drafts = [text('ann', 'b'), text('ann', 'a', 'no'), text('ann', 'c')]
    expect((await store.messages.append('r', drafts)).map(seqOf)).toEqual([2, undefined, 3])
    expect(await store.messages.top('r')).toBe(3)
  },

  'recognises a repeat whose body is an object': async ({ store }) => {
    const recall = { ...text('ann', 'a'), kind: 'recall' as const, body: { seq: 1 } }
    await store.messages.append('r', [recall])
    expect((await store.messages.append('r', [recall])).map(seqOf)).toEqual([1])
    expect(await store.messages.append('r', [{ ...recall, body: { seq: 2 } }])).toEqual([{ conflict: true }])
  },

  'takes the same id of another author, or in another room, for another message': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a', 'yes')])
    expect((await store.messages.append('r', [text('bo', 'a', 'no')])).map(seqOf)).toEqual([2])
    expect((await store.messages.append('s', [text('ann', 'a', 'no')])).map(seqOf)).toEqual([1])
  },

  'tells capital letters in ids apart': async ({ store }) => {
    await store.messages.append('r', [text('ann', 'a')])
    expect((await store.messages.append('r', [text('ann', 'A'), text('Ann', 'a')])).map(seqOf)).toEqual([
      2, 3,
    ])
    expect(await store.messages.top('R')).toBe(0)
  },

  'takes what has a source for the same by that alone, whatever its body is by now': async ({
    store,
    other,
  }) => {
    const forwarded = { ...text('ann', '1/f', 'as it was'), source: 'of one' }
    await store.messages.append('r', [forwarded])
    expect(await store.messages.get('r', 1)).toStrictEqual({ ...forwarded, seq: 1 })
    const now = { ...forwarded, body: 'as it is' }
    expect(await other.messages.append('r', [now])).toMatchObject([{ seq: 1, repeated: true }])
    expect(await other.messages.append('r', [{ ...forwarded, source: 'of two' }])).toEqual([
      { conflict: true },
    ])
    expect(await store.messages.append('r', [{ ...forwarded, kind: 'bundle' }])).toEqual([{ conflict: true }])
    await store.messages.blank('r', 1, 'ann')
    expect(await store.messages.get('r', 1)).not.toHaveProperty('source')
    expect(await other.messages.append('r', [now])).toMatchObject([{ seq: 1, repeated: true }])
  },
}
