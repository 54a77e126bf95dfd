import type Database from 'libsql'
import { prepare } from './statement'

/** Who was removed from a room, until they are let in again. */
export function barredTable(database: Database.Database) {
  const add = prepare(database, 'INSERT INTO barred (room, person) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const remove = prepare(database, 'DELETE FROM barred WHERE room = ? AND person = ?')
  const one = prepare<{ person: string }>(database, 'SELECT person FROM barred WHERE room = ? AND person = ?')
  const page = prepare<{ person: string }>(
    database,
    'SELECT person FROM barred WHERE room = ? AND person > ? ORDER BY person LIMIT ?',
  )
  return {
    bar: (room: string, person: string): void => void add.run(room, person),
    allow: (room: string, person: string): void => void remove.run(room, person),
    isBarred: (room: string, person: string): boolean => one.get(room, person) !== undefined,
    barred: (room: string, after: string | undefined, limit: number): string[] =>
      page.all(room, after ?? '', limit).map(({ person }) => person),
  }
}
