import type Database from 'libsql'
import { SqliteAccounts } from './accounts'
import type { Engine } from './batch'
import { openDatabase } from './database'
import { SqliteHidden } from './hidden'
import { SqliteLinks } from './links'
import { SqliteMarks } from './marks'
import { SqliteMessages } from './messages'
import { SqliteRooms } from './rooms'
import { SqliteSessions } from './sessions'
import { Tops } from './tops'
import { SqliteUploads } from './uploads'

/** Opens the store of a directory for this thread. Throws `StoreNotOpened`. */
export function openEngine(dir: string): Engine {
  const database = openDatabase(dir)
  const tops = new Tops(database)
  return {
    database,
    ports: {
      messages: new SqliteMessages(database, tops),
      accounts: new SqliteAccounts(database),
      sessions: new SqliteSessions(database),
      rooms: new SqliteRooms(database, tops),
      links: new SqliteLinks(database),
      uploads: new SqliteUploads(database),
      marks: new SqliteMarks(database),
      hidden: new SqliteHidden(database),
      file: { check: () => check(database) },
    },
    forget: () => tops.forget(),
  }
}

/** Writes the version once more: the smallest write there is, and it goes all the way to the disk. */
function check(database: Database.Database): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  database.exec(`PRAGMA user_version = ${version}`)
}
