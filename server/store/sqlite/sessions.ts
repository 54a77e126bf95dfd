import type Database from 'libsql'
import type { SessionChange, SessionRecord, SessionRecords } from '../sessions'
import type { Sync } from './calls'
import { prepare } from './statement'

export class SqliteSessions implements Sync<SessionRecords> {
  readonly #statements: ReturnType<typeof statements>

  constructor(database: Database.Database) {
    this.#statements = statements(database)
  }

  begin({ id, person, device, address, created, seen, expires }: SessionRecord): void {
    this.#statements.begin.run(id, person, device, address, created, seen, expires)
    this.#statements.seeAccount.run(seen, person)
  }

  get(id: string): SessionRecord | undefined {
    const row = this.#statements.get.get(id)
    return row && recordOf(row)
  }

  touch(id: string, seen: number, { device, address, expires }: SessionChange): void {
    const row = this.#statements.touch.get(seen, device, address, expires, id)
    if (row) this.#statements.seeAccount.run(seen, row.person)
  }

  of(person: string, limit: number): SessionRecord[] {
    return this.#statements.of.all(person, limit).map(recordOf)
  }

  isKnown(person: string, address: string): boolean {
    return this.#statements.known.get(person, address) !== undefined
  }

  revoke(session: string, until: number): void {
    this.#statements.revoke.run(session, until)
    this.#statements.end.run(until, session)
  }

  isRevoked(session: string): boolean {
    return this.#statements.revoked.get(session) !== undefined
  }

  sweep(now: number): void {
    this.#statements.sweepRevocations.run(now)
    this.#statements.sweep.run(now)
  }
}

/** Field by field, for libsql adds one of its own to a row. */
function recordOf({ id, person, device, address, created, seen, expires }: SessionRecord): SessionRecord {
  return { id, person, device, address, created, seen, expires }
}

const columns = 'id, person, device, address, created, seen, expires'

function statements(database: Database.Database) {
  return {
    begin: prepare(
      database,
      `INSERT INTO sessions (${columns}, ended) VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO NOTHING`,
    ),
    get: prepare<SessionRecord>(database, `SELECT ${columns} FROM sessions WHERE id = ?`),
    touch: prepare<{ person: string }>(
      database,
      `UPDATE sessions SET seen = max(seen, ?), device = coalesce(?, device), address = coalesce(?, address),
         expires = max(expires, coalesce(?, 0)) WHERE id = ? RETURNING person`,
    ),
    seeAccount: prepare(database, 'UPDATE accounts SET seen = max(seen, ?) WHERE id = ?'),
    of: prepare<SessionRecord>(
      database,
      `SELECT ${columns} FROM sessions WHERE person = ? AND ended = 0 ORDER BY seen DESC, id LIMIT ?`,
    ),
    known: prepare<{ id: string }>(
      database,
      'SELECT id FROM sessions WHERE person = ? AND address = ? LIMIT 1',
    ),
    revoke: prepare(
      database,
      `INSERT INTO revocations (session, until) VALUES (?, ?)
       ON CONFLICT (session) DO UPDATE SET until = max(until, excluded.until)`,
    ),
    end: prepare(database, 'UPDATE sessions SET ended = 1, expires = max(expires, ?) WHERE id = ?'),
    revoked: prepare<{ session: string }>(database, 'SELECT session FROM revocations WHERE session = ?'),
    sweepRevocations: prepare(database, 'DELETE FROM revocations WHERE until < ?'),
    sweep: prepare(database, 'DELETE FROM sessions WHERE expires < ?'),
  }
}
