import { expect } from 'vitest'
import type { Store } from '../../../server/store/store'
import type { Share } from '../../../server/store/uploads'
import { type StoreTests, upTo } from './store-tests'

const body = { media: 'u1', type: 'image/png', size: 70, width: 4, height: 3 } as const

/** An upload of ann's that is ready. */
async function ready({ uploads }: Store, id = 'u1'): Promise<void> {
  const upload = { id, owner: 'ann', room: 'r', kind: 'image', size: 100, created: 1_000 } as const
  await uploads.begin({ ...upload, state: 'coming' })
  await uploads.finish(id, 70, { ...body, media: id })
}

function share(id: string, more: Partial<Share> = {}): Share {
  return { id, of: 'u1', owner: 'bo', room: 'd', message: '1/f', created: 2_000, ...more }
}

export const shares: StoreTests = {
  'shares a stored file with what another message has': async ({ store, other }) => {
    await ready(store)
    expect(await store.uploads.share([share('s1')])).toBe(true)
    expect(await other.uploads.get('s1')).toStrictEqual({
      ...{ id: 's1', owner: 'bo', room: 'd', kind: 'image', size: 70, created: 2_000, state: 'said' },
      ...{ blob: 'u1', message: '1/f', body: { ...body, media: 's1' } },
    })
    expect(await other.uploads.get('u1')).toMatchObject({ state: 'ready' })
    // Of one that shares by itself: the file is the same.
    expect(await other.uploads.share([share('s2', { of: 's1', owner: 'cy' })])).toBe(true)
    expect(await store.uploads.get('s2')).toMatchObject({ owner: 'cy', blob: 'u1', body: { media: 's2' } })
  },

  'tells whether a file is in use, until the last upload that has it is marked': async ({ store, other }) => {
    expect(await store.uploads.isInUse('u1')).toBe(false)
    await ready(store)
    await store.uploads.claim('u1', 'm1')
    await store.uploads.share([share('s1'), share('s2')])
    for (const id of ['u1', 's1', 's2']) {
      expect(await other.uploads.isInUse('u1')).toBe(true)
      await store.uploads.markForDeletion(id)
    }
    expect(await other.uploads.isInUse('u1')).toBe(false)
    for (const id of ['u1', 's1', 's2']) await store.uploads.clear(id)
    expect(await store.uploads.get('s1')).toMatchObject({ state: 'gone', size: 0, blob: 'u1' })
  },

  'shares what was taken back for its owner alone, and nothing that is coming, marked or gone': async ({
    store,
  }) => {
    await ready(store)
    await store.uploads.claim('u1', 'm1')
    await store.uploads.retract('u1')
    expect(await store.uploads.share([share('s1')])).toBe(true)
    await store.uploads.markForDeletion('u1')
    expect(await store.uploads.share([share('s2')])).toBe(false)
    await store.uploads.clear('u1')
    expect(await store.uploads.share([share('s2')])).toBe(false)
    const coming = { id: 'u2', owner: 'ann', room: 'r', kind: 'image', size: 1, created: 1 } as const
    await store.uploads.begin({ ...coming, state: 'coming' })
    expect(await store.uploads.share([share('s2', { of: 'u2' })])).toBe(false)
    expect(await store.uploads.share([share('s2', { of: 'nothing' })])).toBe(false)
    expect(await store.uploads.get('s2')).toBeUndefined()
  },

  'shares all of several, or none': async ({ store, other }) => {
    await ready(store)
    await ready(store, 'u2')
    await store.uploads.markForDeletion('u2')
    expect(await store.uploads.share([share('s1'), share('s2', { of: 'u2' })])).toBe(false)
    const one = await other.uploads.get('s1')
    expect(one === undefined || one.state === 'doomed').toBe(true)
    expect(await store.uploads.share([])).toBe(true)
  },

  'keeps a share that is there as it is, whatever became of the other, until it is marked itself': async ({
    store,
    other,
  }) => {
    await ready(store)
    for (let times = 0; times < 2; times += 1) expect(await store.uploads.share([share('s1')])).toBe(true)
    await store.uploads.markForDeletion('u1')
    expect(await other.uploads.share([share('s1')])).toBe(true)
    await ready(store, 'u2')
    const both = [share('s1'), share('s2', { of: 'u2' })]
    await store.uploads.markForDeletion('s1')
    expect(await other.uploads.share(both)).toBe(false)
    await store.uploads.clear('s1')
    expect(await other.uploads.share(both)).toBe(false)
    expect((await store.uploads.get('s1'))?.state).toBe('gone')
  },

  'takes no file away from who shares it at the same moment': async ({ store, other }) => {
    for (const n of upTo(20)) {
      const of = `u${n}`
      await ready(store, of)
      const removing = async () => {
        await store.uploads.markForDeletion(of)
        return store.uploads.isInUse(of)
      }
      const [kept, shared] = await Promise.all([
        removing(),
        other.uploads.share([share(`s${n}`, { of }), share(`t${n}`, { of })]),
      ])
      // Who removes the file has found it in use, or the share was refused.
      expect(kept || !shared).toBe(true)
      expect(await other.uploads.isInUse(of)).toBe(shared)
    }
  },

  'counts a file that a person has more than once a single time': async ({ store, other }) => {
    await ready(store)
    await ready(store, 'u2')
    await store.uploads.share([share('s1'), share('s2'), share('s3', { owner: 'ann' })])
    expect(await other.uploads.bytesOf('bo')).toBe(70)
    expect(await other.uploads.bytesOf('ann')).toBe(140)
    await store.uploads.markForDeletion('u1')
    await store.uploads.clear('u1')
    expect(await store.uploads.bytesOf('ann')).toBe(140)
    await store.uploads.markForDeletion('s3')
    await store.uploads.clear('s3')
    expect(await store.uploads.bytesOf('ann')).toBe(70)
  },
}
