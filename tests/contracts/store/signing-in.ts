import { expect } from 'vitest'
import { ann, bo } from './accounts'
import { type StoreTests, upTo } from './store-tests'

const password = (login: string) => ({ kind: 'password', login, hash: `hash of ${login}` }) as const
const wechat = (openid: string) => ({ kind: 'wechat', openid }) as const

export const signingIn: StoreTests = {
  'finds an account and its hash by login name, whatever its case': async ({ store }) => {
    await store.accounts.create(ann, password('Ann.Ärmel'))
    const found = { account: ann, hash: 'hash of Ann.Ärmel' }
    expect(await store.accounts.byLogin('Ann.Ärmel')).toStrictEqual(found)
    expect(await store.accounts.byLogin('ANN.ÄRMEL')).toStrictEqual(found)
    expect(await store.accounts.byLogin('ann')).toBeUndefined()
  },

  'makes no account with a login name that is taken, whatever its case': async ({ store }) => {
    await store.accounts.create(ann, password('ann'))
    expect(await store.accounts.create(bo, password('ANN'))).toStrictEqual({ taken: ann })
    expect(await store.accounts.get('bo')).toBeUndefined()
  },

  'gives a login name to one of many who ask at the same time': async ({ store, other }) => {
    const people = upTo(10).map((n) => ({ ...bo, id: `p${n}` }))
    const calls = people.map((person, n) => {
      return (n % 2 ? store : other).accounts.create(person, password(n % 3 ? 'name' : 'NAME'))
    })
    const answers = await Promise.all(calls)
    const winner = (await store.accounts.byLogin('name'))?.account
    expect(answers.filter((answer) => 'created' in answer)).toHaveLength(1)
    for (const answer of answers) if ('taken' in answer) expect(answer.taken).toStrictEqual(winner)
    expect(await store.accounts.getMany(people.map(({ id }) => id))).toStrictEqual([winner])
  },

  'finds an account by openid, and the openid of an account': async ({ store }) => {
    await store.accounts.create(ann, { ...wechat('o-1'), unionid: 'u-1' })
    await store.accounts.create(bo, { kind: 'guest' })
    expect(await store.accounts.byOpenid('o-1')).toStrictEqual(ann)
    expect(await store.accounts.byOpenid('O-1')).toBeUndefined()
    expect(await store.accounts.credentialOf('ann')).toStrictEqual({ ...wechat('o-1'), unionid: 'u-1' })
    expect(await store.accounts.credentialOf('bo')).toStrictEqual({ kind: 'guest' })
    expect(await store.accounts.credentialOf('nobody')).toBeUndefined()
  },

  'makes no account with an openid that is taken': async ({ store }) => {
    await store.accounts.create(ann, wechat('o-1'))
    expect(await store.accounts.create(bo, wechat('o-1'))).toStrictEqual({ taken: ann })
    expect(await store.accounts.get('bo')).toBeUndefined()
  },

  'gives an openid to one of two who ask at the same time': async ({ store, other }) => {
    const answers = await Promise.all([
      store.accounts.create(ann, wechat('o-1')),
      other.accounts.create(bo, wechat('o-1')),
    ])
    expect(answers.filter((answer) => 'created' in answer)).toHaveLength(1)
    expect(await store.accounts.getMany(['ann', 'bo'])).toHaveLength(1)
  },

  'makes any number of accounts without a login name, an openid or a unionid': async ({ store }) => {
    for (const n of upTo(3)) {
      const made = [
        await store.accounts.create({ ...ann, id: `g${n}` }, { kind: 'guest' }),
        await store.accounts.create({ ...ann, id: `l${n}` }, password(`l${n}`)),
        await store.accounts.create({ ...ann, id: `w${n}` }, wechat(`w${n}`)),
      ]
      expect(made).toEqual(made.map(() => ({ created: true })))
    }
  },

  'answers the same account again as it did the first time': async ({ store }) => {
    for (const credential of [{ kind: 'guest' } as const, password('ann'), wechat('o-1')]) {
      const account = { ...ann, id: `by-${credential.kind}` }
      expect(await store.accounts.create(account, credential)).toEqual({ created: true })
      expect(await store.accounts.create(account, credential)).toEqual({ created: true })
      expect(await store.accounts.get(account.id)).toStrictEqual(account)
    }
  },

  'signs in after a change of name as before it': async ({ store }) => {
    await store.accounts.create(ann, password('ann'))
    await store.accounts.update('ann', { name: 'Anna' })
    expect(await store.accounts.byLogin('ann')).toStrictEqual({
      account: { ...ann, name: 'Anna' },
      hash: 'hash of ann',
    })
    expect(await store.accounts.byLogin('anna')).toBeUndefined()
  },
}
