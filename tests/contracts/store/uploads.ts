import { expect } from 'vitest'
import type { Upload } from '../../../server/store/uploads'
import { type StoreTests, upTo } from './store-tests'

const body = { media: 'u1', type: 'image/png', size: 70, width: 4, height: 3 } as const

function upload(id: string, more: Partial<Upload> = {}): Upload {
  return { id, owner: 'ann', room: 'r', kind: 'image', size: 100, created: 1_000, state: 'coming', ...more }
}

export const uploads: StoreTests = {
  'keeps an upload through its life': async ({ store, other }) => {
    await store.uploads.begin(upload('u1'))
    expect(await other.uploads.get('u1')).toStrictEqual(upload('u1'))
    await store.uploads.finish('u1', 70, body)
    expect(await other.uploads.get('u1')).toStrictEqual(upload('u1', { state: 'ready', size: 70, body }))
    expect(await store.uploads.claim('u1', 'm1')).toBe(true)
    const said = upload('u1', { state: 'said', size: 70, body, message: 'm1' })
    expect(await other.uploads.get('u1')).toStrictEqual(said)
    expect(await store.uploads.get('u2')).toBeUndefined()
  },

  'keeps the name of a file, whatever it is': async ({ store }) => {
    const named = upload('u1', { kind: 'file', name: '报告 “2026”.pdf' })
    await store.uploads.begin(named)
    expect(await store.uploads.get('u1')).toStrictEqual(named)
  },

  'begins and finishes once': async ({ store }) => {
    await store.uploads.begin(upload('u1'))
    await store.uploads.begin(upload('u1', { size: 5, owner: 'bo' }))
    expect(await store.uploads.get('u1')).toStrictEqual(upload('u1'))
    await store.uploads.finish('u1', 70, body)
    await store.uploads.finish('u1', 71, { ...body, size: 71 })
    expect(await store.uploads.get('u1')).toMatchObject({ size: 70, body })
    await store.uploads.finish('nothing', 70, body)
    expect(await store.uploads.get('nothing')).toBeUndefined()
  },

  'gives an upload that is coming to one holder, until it is given back or its time is over': async ({
    store,
    other,
  }) => {
    const lease = (by: string, now: number, from = store) =>
      from.uploads.lease('u1', { holder: by, until: now + 10 }, now)
    expect(await lease('a', 100)).toBe(false)
    await store.uploads.begin(upload('u1'))
    const holders = upTo(10).map((n) => `h${n}`)
    const taken = await Promise.all(holders.map((by, n) => lease(by, 100, n % 2 ? store : other)))
    expect(taken.filter((one) => one)).toHaveLength(1)
    const holder = holders[taken.indexOf(true)] ?? ''
    expect(await lease('b', 109, other)).toBe(false)
    expect(await lease(holder, 109)).toBe(true)
    expect(await lease('b', 118, other)).toBe(false)
    expect(await lease('b', 119, other)).toBe(true)
    await store.uploads.release('u1', holder)
    expect(await lease('c', 120)).toBe(false)
    await store.uploads.release('u1', 'b')
    expect(await lease('c', 121)).toBe(true)
    await store.uploads.finish('u1', 70, body)
    expect(await lease('c', 122)).toBe(false)
    expect(await other.uploads.get('u1')).toStrictEqual(upload('u1', { state: 'ready', size: 70, body }))
  },

  'tells why an upload was refused, and refuses none that is whole': async ({ store, other }) => {
    await store.uploads.begin(upload('u1'))
    await store.uploads.refuse('u1', 'too-long')
    await store.uploads.refuse('u1', 'broken-file')
    expect(await other.uploads.get('u1')).toStrictEqual(
      upload('u1', { state: 'doomed', problem: 'too-long' }),
    )
    expect((await store.uploads.markedForDeletion(10)).map(({ id }) => id)).toEqual(['u1'])
    await store.uploads.begin(upload('u2'))
    await store.uploads.finish('u2', 70, body)
    await store.uploads.refuse('u2', 'too-long')
    expect((await store.uploads.get('u2'))?.state).toBe('ready')
  },

  'gives an upload to one message': async ({ store, other }) => {
    await store.uploads.begin(upload('u1'))
    expect(await store.uploads.claim('u1', 'm1')).toBe(false)
    await store.uploads.finish('u1', 70, body)
    const claims = await Promise.all(
      upTo(10).map((n) => (n % 2 ? store : other).uploads.claim('u1', `m${n}`)),
    )
    expect(claims.filter((one) => one)).toHaveLength(1)
    expect(await store.uploads.claim('nothing', 'm1')).toBe(false)
  },

  'takes an upload that was said back for its owner, and counts it as before': async ({ store, other }) => {
    await store.uploads.begin(upload('u1'))
    await store.uploads.finish('u1', 70, body)
    await store.uploads.retract('u1')
    expect((await store.uploads.get('u1'))?.state).toBe('ready')
    await store.uploads.claim('u1', 'm1')
    for (let times = 0; times < 2; times += 1) await store.uploads.retract('u1')
    expect(await other.uploads.get('u1')).toMatchObject({ state: 'retracted', message: 'm1', body })
    expect(await store.uploads.claim('u1', 'm1')).toBe(true)
    await store.uploads.markForDeletion('u1')
    expect((await store.uploads.get('u1'))?.state).toBe('doomed')
  },

  'lets the same message claim again, also when the upload is gone': async ({ store }) => {
    await store.uploads.begin(upload('u1'))
    await store.uploads.finish('u1', 70, body)
    for (let times = 0; times < 2; times += 1) expect(await store.uploads.claim('u1', 'm1')).toBe(true)
    await store.uploads.markForDeletion('u1')
    expect(await store.uploads.claim('u1', 'm1')).toBe(true)
    await store.uploads.clear('u1')
    expect(await store.uploads.claim('u1', 'm1')).toBe(true)
    expect(await store.uploads.claim('u1', 'm2')).toBe(false)
    expect(await store.uploads.get('u1')).toMatchObject({ state: 'gone', size: 0 })
  },

  'marks one for deletion, or all of a room': async ({ store }) => {
    for (const id of ['u1', 'u2', 'u3']) await store.uploads.begin(upload(id))
    await store.uploads.begin(upload('u4', { room: 'other' }))
    await store.uploads.markForDeletion('u1')
    await store.uploads.markForDeletion('u1')
    expect((await store.uploads.markedForDeletion(10)).map(({ id }) => id)).toEqual(['u1'])
    await store.uploads.markRoomForDeletion('r')
    expect((await store.uploads.markedForDeletion(10)).map(({ id }) => id).sort()).toEqual(['u1', 'u2', 'u3'])
    expect((await store.uploads.get('u4'))?.state).toBe('coming')
  },

  'marks all of a person for deletion': async ({ store }) => {
    await store.uploads.begin(upload('u1'))
    await store.uploads.begin(upload('u2', { owner: 'somebody' }))
    await store.uploads.markOwnedForDeletion('somebody')
    expect((await store.uploads.markedForDeletion(10)).map(({ id }) => id)).toEqual(['u2'])
  },

  'finds what nobody said in time, and leaves what was said': async ({ store }) => {
    await store.uploads.begin(upload('coming', { created: 1_000 }))
    await store.uploads.begin(upload('ready', { created: 2_000 }))
    await store.uploads.begin(upload('said', { created: 1_000 }))
    await store.uploads.begin(upload('young', { created: 9_000 }))
    for (const id of ['ready', 'said']) await store.uploads.finish(id, 70, body)
    await store.uploads.claim('said', 'm1')
    await store.uploads.markUnsaidForDeletion(5_000)
    expect((await store.uploads.markedForDeletion(10)).map(({ id }) => id)).toEqual(['coming', 'ready'])
    expect(await store.uploads.markedForDeletion(1)).toHaveLength(1)
    expect(await store.uploads.claim('ready', 'm2')).toBe(false)
    await store.uploads.clear('coming')
    await store.uploads.clear('ready')
    expect(await store.uploads.markedForDeletion(10)).toEqual([])
    expect(await store.uploads.get('coming')).toBeUndefined()
  },

  'counts what a person holds': async ({ store, other }) => {
    expect(await store.uploads.bytesOf('ann')).toBe(0)
    await store.uploads.begin(upload('u1', { size: 1_000 }))
    await store.uploads.begin(upload('u2', { size: 5_000_000_000 }))
    await store.uploads.begin(upload('u3', { owner: 'bo' }))
    expect(await other.uploads.bytesOf('ann')).toBe(5_000_001_000)
    await store.uploads.finish('u1', 70, body)
    expect(await store.uploads.bytesOf('ann')).toBe(5_000_000_070)
    await store.uploads.clear('u2')
    expect(await store.uploads.bytesOf('ann')).toBe(70)
  },
}
