import type Database from 'libsql'
import { StoreNotOpened } from '../store'

/** Marks the file as ours: "chat" in ASCII. */
const applicationId = 0x63686174

/**
 * Brings a store to the newest version, all of it or nothing. Throws `StoreNotOpened` for a store of
 * a newer version, and for a database that is not a chat store.
 */
export function migrate(database: Database.Database, migrations: readonly string[]): void {
  const version = versionOf(database)
  if (version > migrations.length)
    throw new StoreNotOpened(
      `was written by a newer version of this server (store version ${version}, this server knows up to ` +
        `${migrations.length}). Start that newer version, or choose another DATA_DIR.`,
    )
  if (version === migrations.length) return

  database.exec('BEGIN IMMEDIATE')
  try {
    for (const step of migrations.slice(version)) database.exec(step)
    database.exec(`PRAGMA application_id = ${applicationId}`)
    database.exec(`PRAGMA user_version = ${migrations.length}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** The version of a store; 0 of a new one. */
function versionOf(database: Database.Database): number {
  const { application_id: owner } = database.prepare('PRAGMA application_id').get() as {
    application_id: number
  }
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (owner === applicationId) return version

  const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as {
    tables: number
  }
  if (owner === 0 && version === 0 && tables === 0) return 0
  throw new StoreNotOpened('is the database of another program. Choose another DATA_DIR.')
}
