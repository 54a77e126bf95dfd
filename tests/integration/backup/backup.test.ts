import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { holdFile } from '../../../server/backup/hold'
import { copyInUse } from '../../../server/move/copy'
import { verify } from '../../../server/move/verify'
import { openMongoStore } from '../../../server/store/mongo/open'
import { openSqliteArchive } from '../../../server/store/sqlite/archive'
import { openSqliteStore } from '../../../server/store/sqlite/open'
import { text, upTo } from '../../contracts/store/store-tests'
import { furnish, seen, withStore } from '../../support/furnished-store'
import { withMongo } from '../../support/needs'
import { startServerProcess } from '../../support/server-process'
import { temporaryDir } from '../../support/temporary-dir'
import { TestHttp } from './test-http'

const program = resolve(import.meta.dirname, '../../../dist/server/backup.js')

/** The real program, away from the repository, whose `.env` it would read. */
function run(
  command: string[],
  settings: Record<string, string>,
): Promise<{ failed: boolean; said: string }> {
  const env = { PATH: process.env.PATH ?? '', ...settings }
  return new Promise((done) => {
    execFile(process.execPath, [program, ...command], { cwd: tmpdir(), env }, (error, stdout, stderr) =>
      done({ failed: error !== null, said: stdout + stderr }),
    )
  })
}

const backup = (to: string, settings: Record<string, string>) => run(['backup', '--to', to], settings)
const restore = (from: string, settings: Record<string, string>) => run(['restore', '--from', from], settings)

async function backedUp(dataDir = temporaryDir()): Promise<string> {
  const to = temporaryDir()
  await withStore(await openSqliteStore({ dir: dataDir }), furnish)
  expect(await backup(to, { DATA_DIR: dataDir })).toMatchObject({ failed: false })
  return to
}

describe('a backup of a server that runs', () => {
  it('has its people, words, files and secrets; a server that is restored from it goes on with all of them', async () => {
    const env = { SEALING: 'optional' }
    const server = await startServerProcess({ env })
    onTestFinished(() => server.close())
    const ann = await TestHttp.guest(server, 'Ann')
    await ann.say('Before the backup')
    const sent = await ann.sayPicture()
    const to = temporaryDir()
    const { failed, said } = await backup(to, { DATA_DIR: server.dataDir })
    expect(said).toMatch(
      /store: [\s\S]*uploads: [\s\S]*secrets: [\s\S]*checking: [\s\S]*Backed up and checked/,
    )
    expect(failed).toBe(false)
    // The server went on meanwhile, and goes on.
    await ann.say('After the backup')
    await server.close()

    const dataDir = temporaryDir()
    const restored = await restore(to, { DATA_DIR: dataDir })
    expect(restored).toMatchObject({ failed: false, said: expect.stringContaining('Restored') })
    const second = await startServerProcess({ env: { ...env, DATA_DIR: dataDir } })
    onTestFinished(() => second.close())
    // The token is known, for the secret came along.
    const again = ann.at(second)
    expect(await again.words()).toEqual(['Before the backup'])
    expect(await again.picture(sent.media)).toEqual(sent.bytes)
    expect(readFileSync(join(dataDir, 'seal-keys/key-0001.pem'), 'utf8')).toContain('PRIVATE KEY')
    expect(statSync(join(dataDir, 'token-secret')).mode & 0o777).toBe(0o600)
  })

  it('is of one moment: what is written meanwhile waits beside the file, which stays as it is', async () => {
    const dir = temporaryDir()
    const store = await openSqliteStore({ dir })
    onTestFinished(() => store.close())
    await furnish(store)
    await store.hold()
    const before = readFileSync(join(dir, 'chat.db'))
    // More than SQLite lets its log hold by itself.
    for (const step of upTo(10))
      await store.messages.append(
        'r',
        upTo(100).map((n) => text('ann', `late${step}-${n}`, 'x'.repeat(4_000))),
      )
    expect(readFileSync(join(dir, 'chat.db')).equals(before)).toBe(true)
    await expect(store.hold()).rejects.toThrow('held already')
    store.release()
    await store.messages.append('r', [text('ann', 'last')])
    expect(readFileSync(join(dir, 'chat.db')).equals(before)).toBe(false)
  })

  it('is not whole, and says so, when the server ends meanwhile', async () => {
    const server = await startServerProcess()
    onTestFinished(() => server.close())
    const held = await holdFile(server.dataDir)
    await expect(holdFile(server.dataDir)).rejects.toThrow('held already')
    await server.kill('SIGTERM')
    expect(await held?.end()).toBe(false)
  })

  it('needs the very folder of the server: nobody else may ask', async () => {
    const server = await startServerProcess()
    onTestFinished(() => server.close())
    expect(statSync(join(server.dataDir, 'backup.sock')).mode & 0o777).toBe(0o600)
  })
})

describe('a backup', () => {
  it('is taken without a server, too, and holds what the store held', async () => {
    const [original, dataDir] = [temporaryDir(), temporaryDir()]
    const from = await backedUp(original)
    expect(await restore(from, { DATA_DIR: dataDir })).toMatchObject({ failed: false })
    const wanted = await withStore(await openSqliteStore({ dir: original }), seen)
    expect(await withStore(await openSqliteStore({ dir: dataDir }), seen)).toEqual(wanted)
  })

  it('goes into an empty folder only, and out of a data folder only', async () => {
    const full = temporaryDir()
    writeFileSync(join(full, 'note'), 'mine')
    expect((await backup(full, { DATA_DIR: temporaryDir() })).said).toContain('is not empty')
    const nothing = await backup(temporaryDir(), { DATA_DIR: temporaryDir() })
    expect(nothing).toMatchObject({ failed: true, said: expect.stringContaining('holds no store') })
    expect((await run(['backup'], {})).said).toContain('npm run backup -- --to DIR')
  })

  it('that was changed or interrupted is not restored, and nothing is written', async () => {
    const [from, dataDir] = [await backedUp(), temporaryDir()]
    appendFileSync(join(from, 'chat.db'), 'x')
    expect((await restore(from, { DATA_DIR: dataDir })).said).toContain('damaged: chat.db was changed')
    expect((await restore(temporaryDir(), { DATA_DIR: dataDir })).said).toContain('no whole backup')
    expect(existsSync(join(dataDir, 'chat.db'))).toBe(false)
  })

  it('never goes over a store that is there', async () => {
    const [from, dataDir] = [await backedUp(), temporaryDir()]
    await withStore(await openSqliteStore({ dir: dataDir }), async () => undefined)
    expect((await restore(from, { DATA_DIR: dataDir })).said).toContain('holds a store already')
  })

  it('is checked by a tool of every system, too', async () => {
    const sums = readFileSync(join(await backedUp(), 'SHA256SUMS'), 'utf8')
    expect(sums).toMatch(/^[0-9a-f]{64} {2}chat\.db$/m)
  })
})

withMongo('a backup of MongoDB', (url) => {
  const place = () => {
    const address = new URL(url())
    address.pathname = `test_${randomUUID().replaceAll('-', '')}`
    return { url: address.href, patienceMs: 60_000 }
  }

  it('is restored into MongoDB and into SQLite', async () => {
    const [there, again, to] = [place(), place(), temporaryDir()]
    await withStore(await openMongoStore(there), furnish)
    const wanted = await withStore(await openMongoStore(there), seen)
    const settings = (url: string) => ({ MONGODB_URL: url, DATA_DIR: temporaryDir() })
    expect(await backup(to, settings(there.url))).toMatchObject({ failed: false })
    expect(await restore(to, settings(again.url))).toMatchObject({ failed: false })
    expect(await withStore(await openMongoStore(again), seen)).toEqual(wanted)
    const dataDir = temporaryDir()
    expect(await restore(to, { DATA_DIR: dataDir })).toMatchObject({ failed: false })
    expect(await withStore(await openSqliteStore({ dir: dataDir }), seen)).toEqual(wanted)
  })

  it('never goes over people who are there, also when they are its own', async () => {
    const [there, to] = [place(), temporaryDir()]
    const settings = { MONGODB_URL: there.url, DATA_DIR: temporaryDir() }
    await withStore(await openMongoStore(there), furnish)
    expect(await backup(to, settings)).toMatchObject({ failed: false })
    const later = { name: 'Another name' }
    await withStore(await openMongoStore(there), ({ accounts }) => accounts.update('ann', later))
    expect((await restore(to, settings)).said).toContain('holds people already')
    expect(await withStore(await openMongoStore(there), ({ accounts }) => accounts.get('ann'))).toMatchObject(
      later,
    )
  })
})

it('a copy of a store in use has no reaction to, and no pin of, a message that it has not', async () => {
  const [dir, to] = [temporaryDir(), temporaryDir()]
  await withStore(await openSqliteStore({ dir }), furnish)
  const [from, copy] = [openSqliteArchive(dir), openSqliteArchive(to)]
  onTestFinished(async () => {
    await from.close()
    await copy.close()
  })
  await from.put('reactions', [{ room: 'r', seq: 9_000, version: 1, people: '[]', untold: '[]' }])
  await from.put('pins', [{ room: 'r', version: 3, seqs: '[9000,3]' }])
  await copyInUse(from, copy, () => undefined)
  for await (const { seq } of copy.all('reactions')) expect(seq).toBeLessThan(9_000)
  for await (const pins of copy.all('pins')) expect(pins).toMatchObject({ version: 3, seqs: '[3]' })
})

it('a copy of a store in use has nothing half: of what comes meanwhile all or none', async () => {
  const [dir, to] = [temporaryDir(), temporaryDir()]
  await withStore(await openSqliteStore({ dir }), furnish)
  const [from, copy] = [openSqliteArchive(dir), openSqliteArchive(to)]
  onTestFinished(async () => {
    await from.close()
    await copy.close()
  })
  const person = { id: 'dee', name: 'Dee', avatar: '', created: 9, seen: 9 }
  const late = { id: 'late', kind: 'group' as const, name: 'Late', created: 9, owner: 'dee' }
  const membership = { room: 'late', person: 'dee', read: 0, joined: 9 }
  await copyInUse(
    {
      ...from,
      lines: async (room, after, limit) => {
        // Somebody comes, makes a room and speaks in an older one while messages are copied.
        if (room === 'r' && after === 0) {
          await from.put('accounts', [person])
          await from.put('memberships', [membership])
          await from.put('rooms', [late])
          await from.putLines('r', [{ ...text('dee', 'hello'), seq: (await from.top('r')) + 1 }])
        }
        return from.lines(room, after, limit)
      },
    },
    copy,
    () => undefined,
  )
  expect(await copy.top('r')).toBe(await from.top('r'))
  const ids = async (kind: 'accounts' | 'rooms') => {
    const found: string[] = []
    for await (const { id } of copy.all(kind)) found.push(id)
    return found
  }
  expect(await ids('accounts')).toContain('dee')
  expect(await ids('rooms')).not.toContain('late')
  expect((await verify(from, copy)).filter((one) => !/late|rooms|memberships/.test(one))).toEqual([])
})
