import type Database from 'libsql'

/** Pages of the log after which SQLite moves them into the file by itself: its own default (sqlite.org/wal.html). */
const pagesOfLog = 1_000

/** Moves the log into the file, and leaves the file alone from then on: it can be copied while the log takes what is written. */
export function hold(database: Database.Database): { held: true } | { held: false; reason: string } {
  try {
    database.prepare('PRAGMA wal_autocheckpoint = 0').all()
    const [moved] = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all() as Array<{ busy: number }>
    if (moved?.busy === 0) return { held: true }
    release(database)
    return { held: false, reason: 'its log could not be moved into the file' }
  } catch (error) {
    release(database)
    return { held: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** The log is moved into the file now and then again. Idempotent. */
export function release(database: Database.Database): void {
  database.prepare(`PRAGMA wal_autocheckpoint = ${pagesOfLog}`).all()
}
