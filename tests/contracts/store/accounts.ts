import { expect } from 'vitest'
import type { Account } from '../../../server/store/store'
import { type StoreTests, upTo } from './store-tests'

export const ann: Account = { id: 'ann', name: 'Ann', avatar: '/a.png', created: 1_700_000_000_000 }
export const bo: Account = { id: 'bo', name: 'Bo', avatar: '', created: 1_700_000_000_001 }

export const accounts: StoreTests = {
  'knows nobody at first': async ({ store }) => {
    expect(await store.accounts.get('ann')).toBeUndefined()
    expect(await store.accounts.getMany(['ann', 'bo'])).toEqual([])
    expect(await store.accounts.getMany([])).toEqual([])
  },

  'makes an account and hands it back as it was given': async ({ store, other }) => {
    expect(await store.accounts.create(ann, { kind: 'guest' })).toEqual({ created: true })
    expect(await store.accounts.get('ann')).toStrictEqual(ann)
    expect(await other.accounts.get('ann')).toStrictEqual(ann)
  },

  'hands back those of many that exist': async ({ store }) => {
    const guests = upTo(30).map((n) => ({ ...bo, id: `p${n}` }))
    await Promise.all(guests.map((guest) => store.accounts.create(guest, { kind: 'guest' })))
    const found = await store.accounts.getMany(upTo(1_000).map((n) => `p${n}`))
    const byId = (a: Account, b: Account) => (a.id < b.id ? -1 : 1)
    expect(found.sort(byId)).toStrictEqual(guests.sort(byId))
  },

  'changes what is given and leaves the rest': async ({ store }) => {
    await store.accounts.create(ann, { kind: 'guest' })
    await store.accounts.create(bo, { kind: 'guest' })
    expect(await store.accounts.update('ann', { name: 'Anna' })).toStrictEqual({ ...ann, name: 'Anna' })
    expect(await store.accounts.update('ann', { avatar: '' })).toStrictEqual({
      ...ann,
      name: 'Anna',
      avatar: '',
    })
    expect(await store.accounts.update('ann', {})).toStrictEqual({ ...ann, name: 'Anna', avatar: '' })
    expect(await store.accounts.get('bo')).toStrictEqual(bo)
  },

  'changes nothing where there is no account': async ({ store }) => {
    expect(await store.accounts.update('nobody', { name: 'X' })).toBeUndefined()
    expect(await store.accounts.get('nobody')).toBeUndefined()
  },

  'knows a session that was revoked, on every server': async ({ store, other }) => {
    expect(await store.accounts.isRevoked('s1')).toBe(false)
    await store.accounts.revoke('s1', 2_000)
    await store.accounts.revoke('s1', 2_000)
    expect(await store.accounts.isRevoked('s1')).toBe(true)
    expect(await other.accounts.isRevoked('s1')).toBe(true)
    expect(await store.accounts.isRevoked('s2')).toBe(false)
  },

  'tells which of many sessions were revoked': async ({ store, other }) => {
    for (const session of ['s1', 's3']) await store.accounts.revoke(session, 2_000)
    expect((await other.accounts.revokedOf(['s0', 's1', 's2', 's3'])).sort()).toEqual(['s1', 's3'])
    expect(await other.accounts.revokedOf([])).toEqual([])
  },

  'forgets revocations whose time is past, and only those': async ({ store }) => {
    await store.accounts.revoke('old', 1_000)
    await store.accounts.revoke('young', 3_000)
    await store.accounts.sweep(2_000)
    expect(await store.accounts.isRevoked('old')).toBe(false)
    expect(await store.accounts.isRevoked('young')).toBe(true)
  },
}
