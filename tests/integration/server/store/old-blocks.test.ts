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

/** Ann has blocked Bo, in whose room she had read seven lines, and Cy, with whom she has none. */
async function standsWhereItStood(open: () => Promise<Store>): Promise<void> {
  const { links, rooms, close } = await open()
  onTestFinished(close)
  await rooms.read('talk', 'ann', 9)
  expect(await links.blockOf('ann', 'bo')).toEqual({ read: 7 })
  expect(await links.blockOf('ann', 'cy')).toEqual({ read: 0 })
}

it('to who was blocked in an older file of SQLite, what was read stands where it stood', async () => {
  const dir = temporaryDir()
  const database = new Database(join(dir, 'chat.db'))
  migrate(database, migrations.slice(0, 2))
  database.exec(`
    INSERT INTO pairs VALUES ('ann', 'bo', 'talk', 1), ('bo', 'ann', 'talk', 1);
    INSERT INTO memberships VALUES ('talk', 'ann', 'member', 7, 1), ('talk', 'bo', 'member', 8, 1);
    INSERT INTO blocks VALUES ('ann', 'bo'), ('ann', 'cy')`)
  database.close()
  await standsWhereItStood(() => openSqliteStore({ dir }))
})

withMongo('an older database of MongoDB', (url) => {
  it('to who was blocked in it, what was read stands where it stood', async () => {
    const database = `test_${randomUUID().replaceAll('-', '')}`
    const connection = await createConnection(url(), { dbName: database }).asPromise()
    onTestFinished(async () => {
      await connection.dropDatabase()
      await connection.close()
    })
    const put = (name: string, docs: Array<{ _id: string }>) =>
      connection.collection<{ _id: string }>(name).insertMany(docs)
    const member = (person: string, read: number) => ({
      ...{ _id: `talk ${person}`, room: 'talk', person, read, joined: 1 },
    })
    const block = (person: string) => ({ _id: `ann ${person}`, by: 'ann', person })
    await put('pairs', [{ ...{ _id: 'ann bo', one: 'ann', other: 'bo', room: 'talk', since: 1 } }])
    await put('memberships', [member('ann', 7), member('bo', 8)])
    await put('blocks', [block('bo'), block('cy')])
    await standsWhereItStood(() => openMongoStore({ url: url(), database }))
  })
})
