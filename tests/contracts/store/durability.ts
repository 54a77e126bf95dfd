import { expect } from 'vitest'
import { lobby } from '#protocol'
import { StoreUnavailable } from '../../../server/store/store'
import { ann } from './accounts'
import { group, makeGroup } from './rooms'
import { session } from './sessions'
import { type StoreTests, text, upTo } from './store-tests'

export const durability: StoreTests = {
  'says that it can be read and written': async ({ store }) => {
    await expect(store.check()).resolves.toBeUndefined()
  },

  'keeps messages, and goes on numbering behind them': async ({ store, reopen }) => {
    await store.messages.append('r', [text('ann', 'a'), text('ann', 'b')])
    await store.messages.blank('r', 1, 'ann')
    const lines = await store.messages.after('r', 0, 10)
    const again = await reopen()
    expect(await again.messages.after('r', 0, 10)).toStrictEqual(lines)
    expect(await again.messages.append('r', [text('ann', 'b'), text('ann', 'c')])).toMatchObject([
      { seq: 2, repeated: true },
      { seq: 3, repeated: false },
    ])
  },

  'keeps accounts, sessions, and which were revoked': async ({ store, reopen }) => {
    await store.accounts.create(ann, { kind: 'password', login: 'ann', hash: 'h' })
    await store.sessions.begin(session)
    await store.sessions.revoke('s1', 9_000)
    const again = await reopen()
    expect(await again.accounts.byLogin('ann')).toStrictEqual({ account: ann, hash: 'h' })
    expect(await again.sessions.of('ann', 10)).toStrictEqual([session])
    expect(await again.sessions.isRevoked('s1')).toBe(true)
  },

  'keeps rooms and memberships, and has the lobby once': async ({ store, reopen }) => {
    await makeGroup(store, 'r', 'ann', 'bo')
    await store.rooms.join(lobby, 'ann', 2_000, 10)
    await store.rooms.read('r', 'bo', 7)
    const list = await store.rooms.list('ann')
    const again = await reopen()
    expect(await again.rooms.list('ann')).toStrictEqual(list)
    expect(await again.rooms.membership('r', 'bo')).toMatchObject({ read: 7 })
    const repeat = await again.rooms.create(group('other'), [{ person: 'ann', role: 'owner' }], 'r')
    expect(repeat).toStrictEqual({ room: group('r') })
  },

  'keeps invitations, pairs and blocks': async ({ store, reopen }) => {
    const link = { id: 'l1', from: 'ann', to: 'bo', note: '', time: 1, state: 'waiting' } as const
    await store.links.ask(link)
    await store.links.pair('ann', 'cy', 'd1', 1_000)
    await store.links.block('ann', 'bo', 3)
    const again = await reopen()
    expect(await again.links.waitingFor('bo')).toStrictEqual([link])
    expect(await again.links.roomOf('cy', 'ann')).toBe('d1')
    expect(await again.links.blockOf('ann', 'bo')).toEqual({ read: 3 })
  },

  'finishes what was begun before it closes': async ({ store, reopen }) => {
    const begun = upTo(20).map((n) => store.messages.append('r', [text('ann', `m${n}`)]))
    const again = await reopen()
    await Promise.all(begun)
    expect(await again.messages.top('r')).toBe(20)
  },

  'closes twice, and is unavailable from then on': async ({ store }) => {
    await Promise.all([store.close(), store.close()])
    await store.close()
    await expect(store.messages.top('r')).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.check()).rejects.toBeInstanceOf(StoreUnavailable)
  },
}
