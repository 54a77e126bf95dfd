import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrations } from '../../../../server/store/sqlite/migrations'
import { openSqliteStore } from '../../../../server/store/sqlite/open'
import { StoreNotOpened } from '../../../../server/store/store'
import { temporaryDir } from '../../../support/temporary-dir'

async function open(dir: string) {
  const store = await openSqliteStore({ dir })
  onTestFinished(() => store.close())
  return store
}

async function refusal(dir: string): Promise<string> {
  const error = await openSqliteStore({ dir }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StoreNotOpened)
  return (error as StoreNotOpened).message
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** Writes `chat.db` with plain SQL. */
function writeDatabase(dir: string, text: string): void {
  const database = new Database(join(dir, 'chat.db'))
  database.exec(text)
  database.close()
}

describe('opening the SQLite store', () => {
  it('makes the directory and the file for nobody else to read', async () => {
    const dir = join(temporaryDir(), 'deep', 'data')
    await open(dir)
    expect(modeOf(dir)).toBe('700')
    expect(modeOf(join(dir, 'chat.db'))).toBe('600')
    expect(modeOf(join(dir, 'chat.db-wal'))).toBe('600')
  })

  it('leaves the mode of a directory that was there', async () => {
    const dir = join(temporaryDir(), 'data')
    mkdirSync(dir)
    chmodSync(dir, 0o750)
    await open(dir)
    expect(modeOf(dir)).toBe('750')
  })

  it('refuses a second opener, and lets it in after the first has closed', async () => {
    const dir = temporaryDir()
    const first = await open(dir)
    expect(await refusal(dir)).toBe(
      `The store ${dir}/chat.db is in use by another server. Give each server its own DATA_DIR.`,
    )
    await expect(first.check()).resolves.toBeUndefined()
    await first.close()
    await expect((await open(dir)).check()).resolves.toBeUndefined()
  })

  it('refuses a store that a newer version has written, and leaves it alone', async () => {
    const dir = temporaryDir()
    const first = await open(dir)
    await first.close()
    writeDatabase(dir, `PRAGMA user_version = ${migrations.length + 1}`)
    const sentence = await refusal(dir)
    expect(sentence).toContain('was written by a newer version of this server')
    expect(sentence).toContain(`store version ${migrations.length + 1}`)
    writeDatabase(dir, `PRAGMA user_version = ${migrations.length}`)
    await expect((await open(dir)).check()).resolves.toBeUndefined()
  })

  it('refuses a file that is not a database', async () => {
    const dir = temporaryDir()
    writeFileSync(join(dir, 'chat.db'), 'Dear diary, '.repeat(1_000))
    expect(await refusal(dir)).toMatch(/^The store .*chat\.db is not a database\./)
  })

  it('refuses the database of another program', async () => {
    const dir = temporaryDir()
    writeDatabase(dir, 'CREATE TABLE messages (x)')
    expect(await refusal(dir)).toMatch(/^The store .*chat\.db is the database of another program\./)
  })

  it('says so when the directory cannot be made', async () => {
    const file = join(temporaryDir(), 'file')
    writeFileSync(file, '')
    expect(await refusal(file)).toMatch(/^The store .*chat\.db cannot be opened: EEXIST/)
    expect(await refusal(join(file, 'data'))).toMatch(/^The store .*chat\.db cannot be opened: ENOTDIR/)
  })
})
