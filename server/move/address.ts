import type { Archive } from '../store/archive'
import { openMongoArchive } from '../store/mongo/archive'
import { openSqliteArchive } from '../store/sqlite/archive'

/**
 * Opens `sqlite:DIR` or a `mongodb:` address; `mongodb:mongodb://…` is taken as well. Nothing when it is neither.
 * Rejects with `StoreNotOpened`.
 */
export async function openAt(address: string): Promise<Archive | undefined> {
  const [, dir] = /^sqlite:(.+)$/.exec(address) ?? []
  if (dir !== undefined) return openSqliteArchive(dir)
  const [, url] = /^(?:mongodb:)?(mongodb(?:\+srv)?:\/\/.+)$/.exec(address) ?? []
  // Nobody waits for an answer: a server that is busy with the copy is not taken for dead.
  return url === undefined ? undefined : openMongoArchive({ url, patienceMs: 60_000 })
}
