import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { StoreNotOpened } from '../store'
import { migrate } from './migrate'
import { migrations } from './migrations'

/** The name of the file in `DATA_DIR`. */
export const fileName = 'chat.db'

/**
 * Opens the database of a directory, and makes both where they are missing, for nobody else to read.
 * Throws `StoreNotOpened`.
 */
export function openDatabase(dir: string): Database.Database {
  const path = join(dir, fileName)
  let database: Database.Database | undefined
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    // SQLite gives the files that it adds beside this one the same mode.
    closeSync(openSync(path, 'a', 0o600))
    database = new Database(path)
    for (const setting of settings) database.prepare(`PRAGMA ${setting}`).all()
    migrate(database, migrations)
    return database
  } catch (error) {
    database?.close()
    throw new StoreNotOpened(`The store ${path} ${reasonOf(error)}`)
  }
}

const settings = [
  // One server per file: the lock is taken with the first access, and the system takes it back from
  // a process that died. It must be set before the write-ahead log is first used.
  'locking_mode = EXCLUSIVE',
  'journal_mode = WAL',
  // A commit has reached the disk when it returns.
  'synchronous = FULL',
  // The log gives back what it took beyond this when a big room was removed; bytes.
  'journal_size_limit = 67108864',
  // 32 MiB, in KiB.
  'cache_size = -32768',
  // What was recalled or removed does not linger in free pages, where overwriting costs nothing extra.
  'secure_delete = FAST',
]

function reasonOf(error: unknown): string {
  if (error instanceof StoreNotOpened) return error.message
  const { code, message } = error as { code?: string; message: string }
  if (code?.startsWith('SQLITE_BUSY'))
    return 'is in use by another server. Give each server its own DATA_DIR.'
  if (code === 'SQLITE_NOTADB') return 'is not a database. Move it away, or choose another DATA_DIR.'
  if (code?.startsWith('SQLITE_CORRUPT')) return `is damaged (${message}). Put a backup in its place.`
  return `cannot be opened: ${message}`
}
