import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../server/store/sqlite/open'
import { describeStore } from './store.contract'

describeStore('SQLite', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'store-'))
  let store = await openSqliteStore({ dir })
  return {
    store,
    other: store,
    async reopen() {
      await store.close()
      store = await openSqliteStore({ dir })
      return store
    },
    async dispose() {
      await store.close()
      await rm(dir, { recursive: true })
    },
  }
})
