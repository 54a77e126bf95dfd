import { randomUUID } from 'node:crypto'
import { createConnection } from 'mongoose'
import { openMongoStore } from '../../server/store/mongo/open'
import { withMongo } from '../support/needs'
import { describeStore } from './store.contract'

withMongo('MongoDB', (url) => {
  describeStore('MongoDB', async () => {
    const database = `test_${randomUUID().replaceAll('-', '')}`
    const open = () => openMongoStore({ url: url(), database })
    let store = await open()
    const other = await open()
    return {
      store,
      other,
      async reopen() {
        await store.close()
        store = await open()
        return store
      },
      async dispose() {
        await Promise.all([store.close(), other.close()])
        const connection = await createConnection(url(), { dbName: database }).asPromise()
        await connection.dropDatabase()
        await connection.close()
      },
    }
  })
})
