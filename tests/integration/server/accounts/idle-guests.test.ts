import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lobby } from '#protocol'
import { removeIdleGuests } from '../../../../server/accounts/idle-guests'
import { openSessions } from '../../../../server/accounts/sessions'
import { favouritesOf } from '../../../../server/chat/favourites'
import { openMongoStore } from '../../../../server/store/mongo/open'
import { openSqliteStore } from '../../../../server/store/sqlite/open'
import { makeGroup } from '../../../contracts/store/rooms'
import { text, upTo } from '../../../contracts/store/store-tests'
import { withMongo } from '../../../support/needs'
import { type OpenStore, openTestPorts, type TestPorts } from './ports'

const day = 86_400_000
const month = 30 * day
const terms = { guestDays: 30, tokenDays: 30 }

let world: TestPorts
async function guest(id: string): Promise<void> {
  const account = { id, name: id, avatar: '', created: world.clock.now() }
  await world.ports.store.accounts.create(account, { kind: 'guest' })
}

const sweep = (more = {}) => removeIdleGuests({ ...terms, ...more }, world.ports)
const isThere = async (id: string) => (await world.ports.store.accounts.get(id)) !== undefined

describe('on SQLite,', () => guestsGo((dir) => openSqliteStore({ dir })))

withMongo('on MongoDB,', (url) =>
  guestsGo(() => openMongoStore({ url: url(), database: `guests_${randomUUID().replaceAll('-', '')}` })),
)

function guestsGo(openStore: OpenStore): void {
  beforeEach(async () => {
    world = await openTestPorts(openStore)
  })
  afterEach(() => world.dispose())

  describe('a guest who never said anything', () => {
    it('is removed after a month with all that is theirs, however many there are', async () => {
      const { rooms, uploads } = world.ports.store
      const guests = upTo(120).map((n) => `guest-${n}`)
      for (const id of guests) await guest(id)
      await rooms.join(lobby, 'guest-7', world.clock.now(), 1_000)
      const upload = {
        id: 'u1',
        owner: 'guest-7',
        room: 'avatars',
        kind: 'image',
        size: 9,
        created: 1,
      } as const
      await uploads.begin({ ...upload, state: 'coming' })

      await sweep()
      expect(await isThere('guest-7')).toBe(true)
      world.clock.pass(month + 1)
      await sweep()
      expect(await world.ports.store.accounts.getMany(guests)).toEqual([])
      expect(await rooms.countMembers(lobby)).toBe(0)
      expect((await uploads.get('u1'))?.state).toBe('doomed')
    })

    it('is removed with their favourites, which nobody else could ever see', async () => {
      const { store } = world.ports
      await guest('ann')
      const own = await favouritesOf('ann', world.ports)
      await store.messages.append(own, [text('ann', 'm1')])
      world.clock.pass(month + 1)
      await sweep()
      expect([await isThere('ann'), await store.rooms.get(own)]).toEqual([false, undefined])
      expect(await store.messages.after(own, 0, 9)).toEqual([])
    })

    it('stays for ever where GUEST_DAYS is 0', async () => {
      await guest('ann')
      world.clock.pass(10_000 * day)
      await sweep({ guestDays: 0 })
      expect(await isThere('ann')).toBe(true)
      await sweep({ guestDays: 1 })
      expect(await isThere('ann')).toBe(false)
    })

    it('stays for as long as a token may live, however few GUEST_DAYS are', async () => {
      await guest('ann')
      world.clock.pass(5 * day + 1)
      await sweep({ guestDays: 1, tokenDays: 6 })
      expect(await isThere('ann')).toBe(true)
      await sweep({ guestDays: 1, tokenDays: 5 })
      expect(await isThere('ann')).toBe(false)
    })

    it('stays while a session of theirs is in use, and for a month from then', async () => {
      const { store, state } = world.ports
      const secret = 'a secret of at least thirty-two bytes'
      const options = { secret, lifetimeMs: month, store, bus: state.bus, now: world.clock.now }
      const sessions = openSessions(options)
      await guest('ann')
      const { token } = await sessions.issue('ann', { device: '', address: '' })
      world.clock.pass(20 * day)
      expect(await sessions.verify(token)).toBeDefined()
      world.clock.pass(20 * day)
      await sweep()
      expect(await isThere('ann')).toBe(true)
      world.clock.pass(20 * day)
      await sweep()
      expect(await isThere('ann')).toBe(false)
    })
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['a message in the lobby', (id) => world.ports.store.messages.append(lobby, [text(id, 'm1')])],
    [
      'a message in a room that they left',
      async (id) => {
        await makeGroup(world.ports.store, 'r', 'owner', id)
        await world.ports.store.messages.append('r', [text(id, 'm1')])
        await world.ports.store.rooms.quit('r', id)
      },
    ],
    ['a room', (id) => makeGroup(world.ports.store, 'r', 'owner', id)],
    ['a contact', (id) => world.ports.store.links.pair(id, 'other', 'talk', 1)],
    [
      'an invitation of theirs',
      (id) =>
        world.ports.store.links.ask({ id: 'l', from: id, to: 'other', note: '', time: 1, state: 'waiting' }),
    ],
    [
      'an invitation to them',
      (id) =>
        world.ports.store.links.ask({ id: 'l', from: 'other', to: id, note: '', time: 1, state: 'waiting' }),
    ],
    ['somebody blocked', (id) => world.ports.store.links.block(id, 'other', 1)],
    ['a password by now', (id) => world.ports.store.accounts.giveLogin(id, 'login', 'hash')],
  ])('a guest with %s stays', async (_what, give) => {
    for (const id of ['bare', 'guest']) await guest(id)
    await give('guest')
    world.clock.pass(month + 1)
    await sweep()
    expect([await isThere('guest'), await isThere('bare')]).toEqual([true, false])
  })
}
