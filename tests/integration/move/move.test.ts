import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { openFolder } from '../../../server/media/open'
import { copy } from '../../../server/move/copy'
import { verify } from '../../../server/move/verify'
import type { Archive } from '../../../server/store/archive'
import { openMongoArchive } from '../../../server/store/mongo/archive'
import { openMongoStore } from '../../../server/store/mongo/open'
import { openSqliteArchive } from '../../../server/store/sqlite/archive'
import { openDatabase } from '../../../server/store/sqlite/database'
import { openSqliteStore } from '../../../server/store/sqlite/open'
import { text } from '../../contracts/store/store-tests'
import { furnish, seen, withStore } from '../../support/furnished-store'
import { withMongo } from '../../support/needs'
import { startS3 } from '../../support/s3-server'
import { temporaryDir } from '../../support/temporary-dir'

const program = resolve(import.meta.dirname, '../../../dist/server/move.js')

/** The real program. */
function move(
  from: string,
  to: string,
  settings: Record<string, string> = {},
): Promise<{ status: number | null; said: string }> {
  const child = spawn(process.execPath, [program, '--from', from, '--to', to], {
    // Away from the repository, whose `.env` it would read.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', ...settings },
    stdio: 'pipe',
  })
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
    const equal = /room \d, r: 1203 messages[\s\S]*every count and every checksum is equal/
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
        { seq: 1_204, repeated: false },
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
    expect(told).toContainEqual(expect.stringMatching(/r: 1203 messages, (200|400) of them were there/))
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
      'messages of d: 3 here, 4 there',
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

it('brings the files of every upload into a bucket and back, compares them, and names what is not there', async () => {
  const [dir, back] = [temporaryDir(), temporaryDir()]
  await withStore(await openSqliteStore({ dir }), furnish)
  const { close, url, region, keyId, secret } = await startS3(temporaryDir())
  onTestFinished(close)
  const bucket = { S3_URL: url, S3_REGION: region, S3_KEY_ID: keyId, S3_SECRET: secret, DATA_DIR: dir }
  const lost = await move(`folder:${dir}`, 'bucket', bucket)
  expect(lost).toMatchObject({ status: 1, said: expect.stringContaining('upload2: a message names it') })
  const picture = Buffer.from('the bytes of a picture')
  await openFolder(dir).put('upload2', Readable.from([picture]), picture.length, 'image/png')
  await openFolder(dir).put('upload2.thumb', Readable.from([picture]), picture.length, 'image/jpeg')
  expect(await move(`folder:${dir}`, 'bucket', bucket)).toMatchObject({
    status: 0,
    said: expect.stringMatching(/^2 files$/m),
  })
  expect(await move('bucket', `folder:${back}`, bucket)).toMatchObject({ status: 0 })
  const parts = (await (await openFolder(back).open('upload2'))?.toArray()) ?? []
  expect(Buffer.concat(parts)).toEqual(picture)
  expect((await move('bucket', `folder:${back}`)).said).toContain('S3_URL')
})

it('moves every table there is', () => {
  const database = openDatabase(temporaryDir())
  onTestFinished(() => void database.close())
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  // Who adds one here has taught `server/store/archive.ts` to move it.
  expect(tables.map((table) => (table as { name: string }).name)).toEqual(
    [
      'accounts',
      'barred',
      'blocks',
      'hidden',
      'links',
      'memberships',
      'messages',
      'pairs',
      'pins',
      'reactions',
      'revocations',
      'rooms',
      'sessions',
      'uploads',
    ].sort(),
  )
})
