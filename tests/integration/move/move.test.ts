import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { copy } from '../../../server/move/copy'
import { verify } from '../../../server/move/verify'
import type { Archive } from '../../../server/store/archive'
import { openMongoArchive } from '../../../server/store/mongo/archive'
import { openMongoStore } from '../../../server/store/mongo/open'
import { openSqliteArchive } from '../../../server/store/sqlite/archive'
import { openDatabase } from '../../../server/store/sqlite/database'
import { openSqliteStore } from '../../../server/store/sqlite/open'
import type { Store } from '../../../server/store/store'
import { makeGroup } from '../../contracts/store/rooms'
import { text, upTo } from '../../contracts/store/store-tests'
import { withMongo } from '../../support/needs'
import { temporaryDir } from '../../support/temporary-dir'

const program = resolve(import.meta.dirname, '../../../dist/server/move.js')

/** One of everything that a store can hold. */
async function furnish(store: Store): Promise<void> {
  const { accounts, rooms, messages, links, uploads } = store
  const person = (id: string) => ({ id, name: `Name of ${id}`, avatar: '', created: 1_000 })
  await accounts.create(person('ann'), { kind: 'password', login: 'Ann', hash: 'h' })
  await accounts.create(person('bo'), { kind: 'wechat', openid: 'o-bo', unionid: 'u-bo' })
  await accounts.create(person('cy'), { kind: 'guest' })
  await accounts.revoke('session', 9_000)
  await makeGroup(store, 'r', 'ann', 'bo')
  await rooms.update('r', { code: 'K7Q' })
  await rooms.create(
    { id: 'd', kind: 'direct', name: '', created: 2_000 },
    [{ person: 'ann', role: 'member' }],
    'q',
  )
  await rooms.join('lobby', 'cy', 3_000, 10)
  await rooms.read('r', 'bo', 7)
  await links.ask({ id: 'l1', from: 'ann', to: 'cy', note: 'tea?', time: 1, state: 'waiting' })
  await links.ask({ id: 'l2', from: 'bo', to: 'ann', note: '', time: 2, state: 'waiting' })
  await links.settle('l2', 'connected', 5)
  await links.pair('bo', 'ann', 'd', 6)
  await links.block('cy', 'bo')
  const upload = { owner: 'ann', room: 'r', size: 9, created: 4_000, state: 'coming' } as const
  await uploads.begin({ ...upload, id: 'u1', kind: 'file', name: '报告.pdf' })
  await uploads.begin({ ...upload, id: 'u2', kind: 'image' })
  await uploads.finish('u2', 7, { media: 'u2', type: 'image/png', size: 7, width: 4, height: 3 })
  await uploads.claim('u2', 'm1')
  // More than one step of the copy.
  await messages.append(
    'r',
    upTo(1_200).map((n) => text('ann', `m${n}`)),
  )
  await messages.append('r', [{ ...text('bo', 'reply', '嗨 😀'), reply: 3, mentions: ['ann'] }])
  await messages.append('d', [{ ...text('ann', 'back'), kind: 'recall', body: { seq: 1 } }])
  await messages.blank('r', 5, 'bo')
}

/** What people see: it must be the same before and after. */
async function seen({ accounts, rooms, messages, links, uploads }: Store) {
  return {
    ann: await accounts.byLogin('ANN'),
    bo: await accounts.byOpenid('o-bo'),
    revoked: await accounts.isRevoked('session'),
    lists: [await rooms.list('ann'), await rooms.list('bo'), await rooms.list('cy')],
    members: await rooms.members('r', undefined, 10),
    byCode: await rooms.byCode('K7Q'),
    lines: [await messages.after('r', 0, 2_000), await messages.after('d', 0, 10)],
    waiting: await links.waitingFor('cy'),
    settled: await links.get('l2'),
    pairs: [await links.pairsOf('ann'), await links.pairsOf('bo')],
    blocked: await links.blockedBy('cy'),
    uploads: [await uploads.get('u1'), await uploads.get('u2')],
  }
}

async function withStore<T>(store: Store, use: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

/** The real program. */
function move(from: string, to: string): Promise<{ status: number | null; said: string }> {
  const child = spawn(process.execPath, [program, '--from', from, '--to', to], { stdio: 'pipe' })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      said += String(part)
    })
  return new Promise((done) => child.once('close', (status) => done({ status, said })))
}

withMongo('moving a store', (url) => {
  const silent = () => undefined
  const place = () => {
    const database = `test_${randomUUID().replaceAll('-', '')}`
    return { url: url(), database, patienceMs: 60_000 }
  }
  type Place = ReturnType<typeof place>
  const addressOf = ({ url, database }: Place) => {
    const address = new URL(url)
    address.pathname = database
    return address.href
  }

  async function opened(archive: Archive | Promise<Archive>): Promise<Archive> {
    const there = await archive
    onTestFinished(() => there.close())
    return there
  }

  async function furnished(): Promise<string> {
    const dir = temporaryDir()
    await withStore(await openSqliteStore({ dir }), furnish)
    return dir
  }

  it('brings everything from SQLite to MongoDB, and back to another SQLite', async () => {
    const dir = await furnished()
    const [there, back] = [place(), temporaryDir()]
    const before = await withStore(await openSqliteStore({ dir }), seen)
    const equal = /room \d, r: 1201 messages[\s\S]*every count and every checksum is equal/
    expect(await move(`sqlite:${dir}`, addressOf(there))).toMatchObject({
      status: 0,
      said: expect.stringMatching(equal),
    })
    expect(await withStore(await openMongoStore(there), seen)).toEqual(before)
    expect(await move(`mongodb:${addressOf(there)}`, `sqlite:${back}`)).toMatchObject({ status: 0 })
    expect(await withStore(await openSqliteStore({ dir: back }), seen)).toEqual(before)
  })

  it('lets the server go on: what is repeated is known, and numbers go on behind the last', async () => {
    const dir = await furnished()
    const there = place()
    const [source, target] = [await opened(openSqliteArchive(dir)), await opened(openMongoArchive(there))]
    await copy(source, target, silent)
    await withStore(await openMongoStore(there), async (store) => {
      const answers = await store.messages.append('r', [text('ann', 'm7'), text('cy', 'new')])
      expect(answers).toMatchObject([
        { seq: 7, repeated: true },
        { seq: 1_202, repeated: false },
      ])
      const repeat = { id: 'other', kind: 'direct', name: '', created: 1 } as const
      const first = await store.rooms.create(repeat, [{ person: 'ann', role: 'member' }], 'q')
      expect(first).toMatchObject({ room: { id: 'd' } })
      const ask = { id: 'l3', from: 'ann', to: 'cy', note: '', time: 9, state: 'waiting' } as const
      expect(await store.links.ask(ask)).toMatchObject({ id: 'l1' })
    })
  })

  it('goes on where it was interrupted', async () => {
    const source = await opened(openSqliteArchive(await furnished()))
    const target = await opened(openMongoArchive(place()))
    let steps = 0
    const failing: Archive = {
      ...target,
      putLines: async (room, lines) => {
        steps += 1
        if (steps === 3) throw new Error('the power is gone')
        await target.putLines(room, lines)
      },
    }
    await expect(copy(source, failing, silent)).rejects.toThrow('the power is gone')
    expect(await verify(source, target)).not.toEqual([])
    const told: string[] = []
    await copy(source, target, (sentence) => told.push(sentence))
    expect(told).toContainEqual(expect.stringMatching(/r: 1201 messages, (200|400) of them were there/))
    expect(await verify(source, target)).toEqual([])
  })

  it('names what differs', async () => {
    const source = await opened(openSqliteArchive(await furnished()))
    const there = place()
    const target = await opened(openMongoArchive(there))
    await copy(source, target, silent)
    await withStore(await openMongoStore(there), async ({ messages, accounts }) => {
      await messages.blank('r', 9, 'ann')
      await messages.append('d', [text('bo', 'late')])
      await accounts.update('ann', { name: 'Anna' })
    })
    expect(await verify(source, target)).toEqual([
      'accounts: the same number, but not the same content',
      'messages of d: 1 here, 2 there',
      'messages of r: the same number, but not the same content',
    ])
  })

  it('puts nothing into a store that holds another community', async () => {
    const [there, dir] = [place(), await furnished()]
    await withStore(await openMongoStore(there), async ({ accounts }) => {
      await accounts.create({ id: 'zoe', name: 'Zoe', avatar: '', created: 1 }, { kind: 'guest' })
    })
    const [source, target] = [await opened(openSqliteArchive(dir)), await opened(openMongoArchive(there))]
    await expect(copy(source, target, silent)).rejects.toThrow('zoe is not in the source')
    expect(await target.top('r')).toBe(0)
  })
})

it('says how it is called, and why it cannot', async () => {
  expect(await move('here', 'there')).toMatchObject({
    status: 1,
    said: expect.stringContaining('--from sqlite:DIR'),
  })
  const nowhere = await move(`sqlite:${temporaryDir()}`, 'mongodb://me:hush@127.0.0.1:1/chat')
  expect(nowhere).toMatchObject({
    status: 1,
    said: expect.stringMatching(/Not moved: MongoDB cannot be used/),
  })
  expect(nowhere.said).not.toContain('hush')
})

it('moves every table there is', () => {
  const database = openDatabase(temporaryDir())
  onTestFinished(() => void database.close())
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  // Who adds one here has taught `server/store/archive.ts` to move it.
  expect(tables.map((table) => (table as { name: string }).name)).toEqual(
    [
      'accounts',
      'blocks',
      'links',
      'memberships',
      'messages',
      'pairs',
      'revocations',
      'rooms',
      'uploads',
    ].sort(),
  )
})
