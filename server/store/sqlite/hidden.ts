import type Database from 'libsql'
import type { Hidden } from '../hidden'
import type { Sync } from './calls'
import { prepare } from './statement'

export class SqliteHidden implements Sync<Hidden> {
  readonly #statements: ReturnType<typeof statements>

  constructor(database: Database.Database) {
    this.#statements = statements(database)
  }

  hide(room: string, person: string, seqs: number[], most: number): boolean {
    const known = new Set(this.among(room, person, seqs))
    const added = new Set(seqs.filter((seq) => !known.has(seq)))
    const before = this.#statements.count.get(room, person)?.hidden ?? 0
    if (added.size > 0 && before + added.size > most) return false
    for (const seq of added) this.#statements.add.run(room, person, seq)
    return true
  }

  among(room: string, person: string, seqs: number[]): number[] {
    return this.#statements.among.all(room, person, JSON.stringify(seqs)).map(({ seq }) => seq)
  }

  newest(room: string, person: string, limit: number): number[] {
    return this.#statements.newest.all(room, person, limit).map(({ seq }) => seq)
  }

  forget(room: string, person: string): void {
    this.#statements.forget.run(room, person)
  }
}

function statements(database: Database.Database) {
  const ofPerson = 'FROM hidden WHERE room = ? AND person = ?'
  return {
    add: prepare(database, 'INSERT INTO hidden (room, person, seq) VALUES (?, ?, ?)'),
    count: prepare<{ hidden: number }>(database, `SELECT count(*) AS hidden ${ofPerson}`),
    among: prepare<{ seq: number }>(
      database,
      `SELECT seq ${ofPerson} AND seq IN (SELECT value FROM json_each(?))`,
    ),
    newest: prepare<{ seq: number }>(database, `SELECT seq ${ofPerson} ORDER BY seq DESC LIMIT ?`),
    forget: prepare(database, `DELETE ${ofPerson}`),
  }
}
