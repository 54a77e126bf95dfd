import { expect } from 'vitest'
import { markOf, unreadWith } from '#protocol'
import type { Draft, Room, Store } from '../../../server/store/store'
import { group, makeGroup } from './rooms'
import { type StoreTests, text, upTo } from './store-tests'

const at = (time: number, id: string): Draft => ({ ...text('ann', id), time })
const recall = (id: string): Draft => ({ ...text('ann', id), kind: 'recall', body: { seq: 1 } })

/** What takes a message of `author` back, whoever does. */
const takeBack = (from: string, seq: number): Draft => ({
  ...text(from, `recall/${seq}`),
  kind: 'recall',
  body: { seq },
  by: 'ann',
})

/** Says something in a room, and counts it as bo's phone does. */
async function counting(store: Store, draft: Draft, before: { top: number; read: number; unread: number }) {
  if (draft.kind === 'recall' && typeof draft.body === 'object' && 'seq' in draft.body)
    await store.messages.blank('r', draft.body.seq, draft.by ?? draft.from)
  await store.messages.append('r', [draft])
  const top = before.top + 1
  const mark = markOf({ ...draft, seq: top, from: { id: draft.from, name: '', avatar: '' } })
  return { top, unread: unreadWith(before, mark, 'bo') }
}

export const roomList: StoreTests = {
  'is empty for a stranger': async ({ store }) => {
    await makeGroup(store, 'r', 'ann')
    expect(await store.rooms.list('stranger')).toEqual([])
  },

  'shows a room with all that the list needs': async ({ store, other }) => {
    await store.rooms.create(group('r', 'K7Q'), [{ person: 'ann', role: 'owner' }], 'q')
    await store.rooms.join('r', 'bo', 2_000, 10)
    await store.messages.append('r', [text('ann', 'a'), { ...text('ann', 'b'), reply: 1, mentions: ['bo'] }])
    await store.rooms.read('r', 'bo', 1)
    const entry = {
      room: group('r', 'K7Q'),
      membership: { room: 'r', person: 'bo', role: 'member', read: 1, joined: 2_000 },
      members: 2,
      top: 2,
      unread: 1,
      mentioned: 2,
      last: { ...text('ann', 'b'), seq: 2, reply: 1, mentions: ['bo'] },
    }
    expect(await store.rooms.list('bo')).toStrictEqual([entry])
    expect(await other.rooms.list('bo')).toStrictEqual([entry])
  },

  'shows one room alone to its member, and to nobody else': async ({ store }) => {
    for (const id of ['r', 'other']) await makeGroup(store, id, 'ann')
    await makeGroup(store, 'foreign', 'bo')
    expect((await store.rooms.list('ann', 'r')).map(({ room }) => room.id)).toEqual(['r'])
    expect(await store.rooms.list('ann', 'foreign')).toEqual([])
  },

  'shows of a talk what its reader sees: lines for their author alone are neither last nor unread': async ({
    store,
  }) => {
    const room: Room = { id: 'd', kind: 'direct', name: '', created: 1_000 }
    const members = ['ann', 'bo'].map((person) => ({ person, role: 'member' as const }))
    await store.rooms.create(room, members, 'q')
    const unheard = { ...text('bo', 'unheard'), audience: 'author' as const }
    await store.messages.append('d', [text('bo', 'heard'), unheard])
    const shown = async (person: string) => {
      const [entry] = await store.rooms.list(person)
      return [entry?.top, entry?.unread, entry?.last?.id]
    }
    expect([await shown('ann'), await shown('bo')]).toEqual([
      [2, 1, 'heard'],
      [2, 0, 'unheard'],
    ])
    await store.rooms.create({ ...room, id: 'e' }, members, 'q2')
    await store.messages.append('e', [unheard])
    const [empty] = await store.rooms.list('ann', 'e')
    expect([empty?.top, empty?.unread, empty?.last]).toEqual([1, 0, undefined])
  },

  'shows a room where nothing was said': async ({ store }) => {
    await makeGroup(store, 'r', 'ann')
    const [entry] = await store.rooms.list('ann')
    expect(entry).toMatchObject({ members: 1, top: 0, unread: 0 })
    expect(entry).not.toHaveProperty('last')
    expect(entry).not.toHaveProperty('peer')
  },

  'puts the room with the newest message first, and a silent one where it was created': async (opened) => {
    const { store } = opened
    for (const id of ['silent', 'old', 'new', 'gone']) await makeGroup(store, id, 'ann')
    await store.messages.append('new', [at(9_000, 'a')])
    await store.messages.append('old', [at(500, 'b')])
    await store.rooms.quit('gone', 'ann')
    expect((await store.rooms.list('ann')).map(({ room }) => room.id)).toEqual(['new', 'silent', 'old'])
    await store.messages.append('old', [at(10_000, 'c')])
    expect((await store.rooms.list('ann')).map(({ room }) => room.id)).toEqual(['old', 'new', 'silent'])
  },

  'counts what is unread, without recalls, up to 100': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    const unread = async () => (await store.rooms.list('bo'))[0]?.unread
    await store.messages.append('r', [text('ann', 'a'), recall('r1'), text('ann', 'b'), recall('r2')])
    expect(await unread()).toBe(2)
    await store.rooms.read('r', 'bo', 1)
    expect(await unread()).toBe(1)
    const more = upTo(98).map((n) => text('ann', `m${n}`))
    await store.messages.append('r', more)
    expect(await unread()).toBe(99)
    await store.messages.append('r', [text('ann', 'c'), text('ann', 'd'), text('ann', 'e')])
    expect(await unread()).toBe(100)
    await store.rooms.read('r', 'bo', await store.messages.top('r'))
    expect(await unread()).toBe(0)
  },

  'does not count somebody’s own messages as unread': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    await store.messages.append('r', [text('bo', 'a'), text('ann', 'b'), text('bo', 'c')])
    expect((await store.rooms.list('bo'))[0]?.unread).toBe(1)
    expect((await store.rooms.list('ann'))[0]?.unread).toBe(2)
  },

  'counts no message that was recalled': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    await store.messages.append('r', [text('ann', 'a'), recall('r1')])
    await store.messages.blank('r', 1, 'ann')
    expect((await store.rooms.list('bo'))[0]).toMatchObject({
      unread: 0,
      last: { seq: 1, kind: 'recalled' },
    })
  },

  'does not count what changes a message, show it last, or move the room for it': async ({ store }) => {
    for (const id of ['r', 'other']) await makeGroup(store, id, 'ann', 'bo')
    await store.messages.append('r', [at(2_000, 'a'), at(3_000, 'b')])
    await store.messages.append('other', [at(4_000, 'c')])
    const seq = { seq: 1 }
    const changes: Draft[] = [
      { ...at(5_000, 'd'), kind: 'edit', body: { ...seq, text: 'x' } },
      { ...at(5_000, 'e'), kind: 'pin', body: { ...seq, on: true, pinned: { version: 1, seqs: [1] } } },
      { ...at(5_000, 'f'), kind: 'react', body: { ...seq, version: 1, counts: [], changed: [] } },
    ]
    await store.messages.append('r', changes)
    const [first, second] = await store.rooms.list('bo')
    expect(first?.room.id).toBe('other')
    expect(second).toMatchObject({ top: 5, unread: 2, last: { seq: 2, body: 'b' } })
  },

  'counts a call that was missed, of any other shows the line alone': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    const outcomes = ['answered', 'missed', 'declined', 'busy', 'cancelled', 'failed'] as const
    for (const [at, outcome] of outcomes.entries()) {
      const body = { media: 'voice', outcome, seconds: 0 } as const
      await store.messages.append('r', [{ ...text('ann', `call/${at}`), kind: 'call', body }])
      const seq = at + 1
      const mark = markOf({
        ...text('ann', ''),
        kind: 'call',
        body,
        seq,
        from: { id: 'ann', name: '', avatar: '' },
      })
      const counted = unreadWith({ top: seq - 1, read: 0, unread: 0 }, mark, 'bo')
      const before = outcomes
        .slice(0, at)
        .filter((one) => ['missed', 'busy', 'cancelled'].includes(one)).length
      const shown = { unread: before + counted, last: { seq, kind: 'call', body } }
      for (const which of [store, other]) expect((await which.rooms.list('bo'))[0]).toMatchObject(shown)
    }
    expect((await store.rooms.list('bo'))[0]?.unread).toBe(3)
  },

  'shows the last message with the words that it was given': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    const change: Draft = { ...text('ann', 'e'), kind: 'edit', body: { seq: 1, text: 'new' } }
    await store.messages.append('r', [text('ann', 'a'), change])
    await store.messages.edit('r', 2)
    expect((await store.rooms.list('bo'))[0]?.last).toMatchObject({ seq: 1, body: 'new', edits: [2] })
  },

  'counts at each line as a client counts on': async ({ store }) => {
    await makeGroup(store, 'r', 'ann', 'bo', 'cy')
    const counted = { top: 0, read: 0, unread: 0 }
    const counts: number[] = []
    const steps: Array<Draft | { read: number }> = [
      ...[text('ann', 'a'), text('cy', 'b'), text('bo', 'c'), text('ann', 'd')],
      ...[takeBack('ann', 1), takeBack('bo', 3)],
      { read: 2 },
      ...[takeBack('cy', 2), text('cy', 'e'), takeBack('ann', 4), takeBack('cy', 8)],
      { ...text('ann', 'f'), kind: 'edit', body: { seq: 4, text: 'x' } },
    ]
    for (const step of steps) {
      if ('read' in step) counted.read = await store.rooms.read('r', 'bo', step.read)
      else Object.assign(counted, await counting(store, step, counted))
      const entry = (await store.rooms.list('bo'))[0]
      // What is read is counted anew from what the server says.
      if ('read' in step) counted.unread = entry?.unread ?? -1
      expect(entry).toMatchObject({ top: counted.top, unread: counted.unread })
      counts.push(counted.unread)
    }
    expect(counts).toEqual([1, 2, 2, 3, 2, 2, 1, 1, 2, 1, 0, 0])
  },

  'knows the oldest unread line that mentions the person, or everyone': async ({ store, other }) => {
    await makeGroup(store, 'r', 'ann', 'bo', 'cy')
    const mention = (from: string, id: string, ...mentions: string[]) => ({ ...text(from, id), mentions })
    await store.messages.append('r', [
      ...[text('ann', 'a'), mention('ann', 'b', 'cy', 'bo'), mention('cy', 'c', 'bo')],
      ...[mention('ann', 'd', 'BO', 'bob'), mention('ann', 'e', 'all'), mention('bo', 'f', 'bo', 'all')],
    ])
    const mentioned = async (person: string, which = store) => (await which.rooms.list(person))[0]?.mentioned
    expect([await mentioned('bo'), await mentioned('bo', other)]).toEqual([2, 2])
    expect([await mentioned('ann'), await mentioned('cy')]).toEqual([6, 2])
    await store.messages.blank('r', 2, 'ann')
    expect(await mentioned('bo')).toBe(3)
    await store.rooms.read('r', 'bo', 3)
    expect(await mentioned('bo')).toBe(5)
    await store.rooms.read('r', 'bo', 5)
    expect((await store.rooms.list('bo'))[0]).not.toHaveProperty('mentioned')
  },

  'mentions nobody in a talk by what its reader does not see': async ({ store }) => {
    const room: Room = { id: 'd', kind: 'direct', name: '', created: 1_000 }
    const members = ['ann', 'bo'].map((person) => ({ person, role: 'member' as const }))
    await store.rooms.create(room, members, 'q')
    await store.messages.append('d', [{ ...text('bo', 'm'), mentions: ['ann'], audience: 'author' }])
    expect((await store.rooms.list('ann'))[0]).not.toHaveProperty('mentioned')
  },

  'names the other person of a 1v1 room to each of the two': async ({ store }) => {
    const room = { id: 'd', kind: 'direct', name: '', created: 1_000 } as const
    const members = [{ person: 'ann', role: 'member' } as const, { person: 'bo', role: 'member' } as const]
    await store.rooms.create(room, members, 'q')
    expect((await store.rooms.list('ann')).map(({ peer }) => peer)).toEqual(['bo'])
    expect((await store.rooms.list('bo')).map(({ peer }) => peer)).toEqual(['ann'])
  },

  'shows who is alone in a 1v1 room themselves': async ({ store, other }) => {
    const own = { id: 'own', kind: 'direct', name: '', created: 1_000 } as const
    await store.rooms.create(own, [{ person: 'ann', role: 'member' }], 'pair/ann/ann')
    await store.messages.append('own', [text('ann', 'kept')])
    expect(await other.rooms.list('ann')).toMatchObject([
      { peer: 'ann', members: 1, top: 1, unread: 0, last: { id: 'kept' } },
    ])
  },
}
