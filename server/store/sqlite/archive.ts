import type Database from 'libsql'
import type { Archive, Kind, Records } from '../archive'
import { tables } from './archive-tables'
import { openDatabase } from './database'
import { type LineRow, lineColumns, lineOf, lineValues, valuesOf } from './line'
import { prepare, type Statement } from './statement'

/** A whole embedded store, whose file can be moved and copied when it is settled. */
export interface SqliteArchive extends Archive {
  /** Reads the file from beginning to end, and moves all that was written into it. Rejects when it is damaged. */
  settle(): Promise<void>
}

/**
 * Opens the embedded store of a directory for a move. Throws `StoreNotOpened`, also while a server has it. libsql 0.5.29
 * keeps the lock of what was closed until its statements are collected: open a directory once in a process.
 */
export function openSqliteArchive(dir: string): SqliteArchive {
  const database = openDatabase(dir)
  const top = prepare<{ top: number | null }>(database, 'SELECT max(seq) AS top FROM messages WHERE room = ?')
  const lines = prepare<LineRow>(
    database,
    `SELECT ${lineColumns} FROM messages WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?`,
  )
  const add = prepare(database, `INSERT INTO messages (room, ${lineColumns}) VALUES (${lineValues})`)

  const statements = new Map<string, Statement<never>>()
  function statement(text: string): Statement<never> {
    const known = statements.get(text) ?? prepare(database, text)
    statements.set(text, known)
    return known
  }

  return {
    async *all(kind) {
      for (const row of database.prepare(tables[kind].select).iterate()) yield read(kind, row)
    },
    async put(kind, records) {
      inOne(database, () => {
        for (const record of records)
          for (const [text, ...values] of tables[kind].put(record)) statement(text).run(...values)
      })
    },
    top: async (room) => top.get(room)?.top ?? 0,
    lines: async (room, after, limit) => lines.all(room, after, limit).map(lineOf),
    putLines: async (room, all) =>
      inOne(database, () => {
        for (const line of all) add.run(room, line.seq, ...valuesOf(line))
      }),
    settle: async () => settle(database),
    close: async () => void database.close(),
  }
}

function settle(database: Database.Database): void {
  const [verdict] = database.prepare('PRAGMA integrity_check').all() as Array<{ integrity_check: string }>
  if (verdict?.integrity_check !== 'ok') throw new Error(`The store is damaged: ${verdict?.integrity_check}`)
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
}

/** A record as it is written: what is NULL is not there. */
function read<K extends Kind>(kind: K, row: unknown): Records[K] {
  const given = Object.entries(row as object).filter(([, value]) => value !== null)
  // The names of the columns are those that the select gives them, and a test moves every kind there and back.
  return Object.fromEntries(given) as Records[typeof kind]
}

function inOne(database: Database.Database, act: () => void): void {
  database.transaction(act)()
}
