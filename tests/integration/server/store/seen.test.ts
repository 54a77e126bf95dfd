import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import Database from 'libsql'
import { createConnection } from 'mongoose'
import { expect, it, onTestFinished } from 'vitest'
import { openMongoStore } from '../../../../server/store/mongo/open'
import { migrate } from '../../../../server/store/sqlite/migrate'
import { migrations } from '../../../../server/store/sqlite/migrations'
import { openSqliteStore } from '../../../../server/store/sqlite/open'
import type { Store } from '../../../../server/store/store'
import { withMongo } from '../../../support/needs'
import { temporaryDir } from '../../../support/temporary-dir'

/** A guest of a version that noted nobody's last time is not taken for one who was never there. */
async function countsFromNow(open: () => Promise<Store>): Promise<void> {
  const before = Date.now()
  const store = await open()
  onTestFinished(() => store.close())
  expect(await store.accounts.idleGuests(before, '', 10)).toEqual([])
  expect(await store.accounts.idleGuests(Date.now() + 1, '', 10)).toEqual(['ann'])
}

it('a guest of an older file of SQLite was last seen when the file was brought up to date', async () => {
  const dir = temporaryDir()
  const database = new Database(join(dir, 'chat.db'))
  migrate(database, migrations.slice(0, 2))
  database.exec("INSERT INTO accounts (id, name, avatar, created) VALUES ('ann', 'Ann', '', 1000)")
  database.close()
  await countsFromNow(() => openSqliteStore({ dir }))
})

withMongo('an older database of MongoDB', (url) => {
  it('a guest of it was last seen when it was first opened', async () => {
    const database = `test_${randomUUID().replaceAll('-', '')}`
    const connection = await createConnection(url(), { dbName: database }).asPromise()
    onTestFinished(async () => {
      await connection.dropDatabase()
      await connection.close()
    })
    const ann = { _id: 'ann' as never, name: 'Ann', avatar: '', created: 1_000, key: 'guest:ann' }
    await connection.collection('accounts').insertOne(ann)
    await countsFromNow(() => openMongoStore({ url: url(), database }))
  })
})
