import { expect } from 'vitest'
import type { Account } from '../../../server/store/store'
import { session } from './sessions'
import { type StoreTests, upTo } from './store-tests'

export const ann: Account = { id: 'ann', name: 'Ann', avatar: '/a.png', created: 1_700_000_000_000 }
export const bo: Account = { id: 'bo', name: 'Bo', avatar: '', created: 1_700_000_000_001 }

export const accounts: StoreTests = {
  'knows who has turned receipts off, until they turn them on': async ({ store, other }) => {
    const person = (id: string) => ({ id, name: id, avatar: '', created: 1 })
    for (const id of ['ann', 'bo']) await store.accounts.create(person(id), { kind: 'guest' })
    expect(await store.accounts.update('ann', { receipts: false })).toEqual({
      ...person('ann'),
      receipts: false,
    })
    await store.accounts.update('ann', { name: 'ann' })
    expect(await other.accounts.withoutReceipts(['ann', 'bo', 'nobody'])).toEqual(['ann'])
    expect(await other.accounts.get('ann')).toMatchObject({ receipts: false })
    expect(await store.accounts.update('ann', { receipts: true })).toStrictEqual(person('ann'))
    expect(await other.accounts.withoutReceipts(['ann', 'bo'])).toEqual([])
    expect(await store.accounts.withoutReceipts([])).toEqual([])
  },

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

  'gives a guest a login name and a password, and changes nothing else': async ({ store, other }) => {
    await store.accounts.create(ann, { kind: 'guest' })
    expect(await store.accounts.credentialOf('ann')).toStrictEqual({ kind: 'guest' })
    expect(await store.accounts.giveLogin('ann', 'Ann.1', 'h')).toBe('given')
    expect(await other.accounts.byLogin('ANN.1')).toStrictEqual({ account: ann, hash: 'h' })
    expect(await other.accounts.credentialOf('ann')).toStrictEqual({
      kind: 'password',
      login: 'ann.1',
      hash: 'h',
    })
    // As a call that is repeated, and as another one.
    expect(await store.accounts.giveLogin('ann', 'Ann.1', 'h')).toBe('given')
    expect(await store.accounts.giveLogin('ann', 'Ann.1', 'other')).toBe('no-guest')
    expect(await store.accounts.giveLogin('ann', 'other', 'h')).toBe('no-guest')
  },

  'gives no login name that is taken, nor to who is no guest': async ({ store }) => {
    await store.accounts.create(ann, { kind: 'password', login: 'ann', hash: 'h' })
    await store.accounts.create(bo, { kind: 'guest' })
    const wechat = { kind: 'wechat', openid: 'o-1' } as const
    await store.accounts.create({ ...bo, id: 'cy' }, wechat)
    expect(await store.accounts.giveLogin('bo', 'ANN', 'x')).toBe('taken')
    expect(await store.accounts.giveLogin('cy', 'cy', 'x')).toBe('no-guest')
    expect(await store.accounts.giveLogin('nobody', 'dee', 'x')).toBe('no-guest')
    expect(await store.accounts.byLogin('ann')).toStrictEqual({ account: ann, hash: 'h' })
    expect(await store.accounts.credentialOf('bo')).toStrictEqual({ kind: 'guest' })
    expect(await store.accounts.credentialOf('cy')).toStrictEqual(wechat)
    expect(await store.accounts.byLogin('cy')).toBeUndefined()
  },

  'gives a login name to one of two guests who ask at the same time': async ({ store, other }) => {
    for (const account of [ann, bo]) await store.accounts.create(account, { kind: 'guest' })
    const answers = await Promise.all([
      store.accounts.giveLogin('ann', 'name', 'a'),
      other.accounts.giveLogin('bo', 'NAME', 'b'),
    ])
    expect(answers.sort()).toEqual(['given', 'taken'])
  },

  'changes the hash of an account that has one': async ({ store }) => {
    await store.accounts.create(ann, { kind: 'password', login: 'ann', hash: 'h' })
    await store.accounts.create(bo, { kind: 'guest' })
    expect(await store.accounts.setHash('ann', 'new')).toBe(true)
    expect(await store.accounts.setHash('ann', 'new')).toBe(true)
    expect(await store.accounts.byLogin('ann')).toStrictEqual({ account: ann, hash: 'new' })
    expect(await store.accounts.setHash('bo', 'new')).toBe(false)
    expect(await store.accounts.setHash('nobody', 'new')).toBe(false)
  },

  'lists the guests whom no session has touched for long, page by page': async ({ store }) => {
    const at = (created: number, id: string) => ({ ...bo, id, created })
    for (const id of ['g3', 'g1', 'g2']) await store.accounts.create(at(1_000, id), { kind: 'guest' })
    await store.accounts.create(at(1_000, 'login'), { kind: 'password', login: 'l', hash: 'h' })
    await store.accounts.create(at(1_000, 'wechat'), { kind: 'wechat', openid: 'o' })
    await store.accounts.create(at(2_000, 'young'), { kind: 'guest' })
    await store.accounts.create(at(1_000, 'back'), { kind: 'guest' })
    await store.sessions.begin({ ...session, id: 's1', person: 'back', seen: 2_000 })
    expect(await store.accounts.idleGuests(2_000, '', 2)).toEqual(['g1', 'g2'])
    expect(await store.accounts.idleGuests(2_000, 'g2', 2)).toEqual(['g3'])
    expect(await store.accounts.idleGuests(2_001, '', 10)).toEqual(['back', 'g1', 'g2', 'g3', 'young'])
  },

  'removes a guest whom no session has touched for long, and nobody else': async ({ store, other }) => {
    await store.accounts.create({ ...ann, created: 1_000 }, { kind: 'guest' })
    await store.accounts.create({ ...bo, created: 1_000 }, { kind: 'password', login: 'bo', hash: 'h' })
    await store.accounts.removeGuest('ann', 1_000)
    expect(await other.accounts.get('ann')).toBeDefined()
    for (const id of ['ann', 'bo', 'ann']) await store.accounts.removeGuest(id, 1_001)
    expect(await other.accounts.getMany(['ann', 'bo'])).toMatchObject([{ id: 'bo' }])
  },
}
