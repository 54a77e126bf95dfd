import type Database from 'libsql'
import type { Appended, Draft, Line, Messages } from '../store'
import type { Sync } from './calls'
import { type LineRow, lineColumns, lineOf } from './line'
import { prepare } from './statement'
import type { Tops } from './tops'

export class SqliteMessages implements Sync<Messages> {
  readonly #tops: Tops
  readonly #statements: ReturnType<typeof statements>

  constructor(database: Database.Database, tops: Tops) {
    this.#tops = tops
    this.#statements = statements(database)
  }

  append(room: string, drafts: Draft[]): Appended[] {
    return drafts.map((draft) => this.#appendOne(room, draft))
  }

  #appendOne(room: string, draft: Draft): Appended {
    const { id, from, kind, reply, audience, by } = draft
    const top = this.#tops.of(room)
    const seq = top.seq + 1
    const time = Math.max(draft.time, top.time)
    const mentions = draft.mentions && JSON.stringify(draft.mentions)
    const body = JSON.stringify(draft.body)
    const line = [seq, from, id, kind, time, reply, mentions, body, audience, by]
    const added = this.#statements.insert.run(room, ...line)
    if (added === 0) return this.#repeat(room, draft, body)
    this.#tops.set(room, { seq, time })
    return { seq, time, repeated: false }
  }

  #repeat(room: string, { from, id, kind }: Draft, body: string): Appended {
    const first = this.#statements.first.get(room, from, id)
    if (!first) throw new Error('A message was neither added nor there')
    // What a recalled message said is gone, so nothing can be compared with it.
    const same = first.kind === 'recalled' || (first.kind === kind && first.body === body)
    return same ? { seq: first.seq, time: first.time, repeated: true } : { conflict: true }
  }

  top(room: string): number {
    return this.#tops.of(room).seq
  }

  after(room: string, seq: number, limit: number): Line[] {
    return this.#statements.after.all(room, seq, limit).map(lineOf)
  }

  before(room: string, seq: number, limit: number): Line[] {
    return this.#statements.before.all(room, seq, limit).map(lineOf).reverse()
  }

  get(room: string, seq: number): Line | undefined {
    const row = this.#statements.get.get(room, seq)
    return row && lineOf(row)
  }

  find(room: string, author: string, id: string): Line | undefined {
    const row = this.#statements.first.get(room, author, id)
    return row && lineOf(row)
  }

  blank(room: string, seq: number, by: string): string | undefined {
    this.#statements.blank.run(by, room, seq)
    const row = this.#statements.get.get(room, seq)
    return row && (row.by ?? row.author)
  }

  hasLineOf(author: string): boolean {
    return this.#statements.lineOf.get(author) !== undefined
  }

  hideFromAuthor(room: string, seq: number): void {
    this.#statements.hide.run(room, seq)
  }
}

function statements(database: Database.Database) {
  const select = `SELECT ${lineColumns} FROM messages WHERE room = ?`
  return {
    insert: prepare(
      database,
      `INSERT INTO messages (room, ${lineColumns})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (room, author, id) DO NOTHING`,
    ),
    first: prepare<LineRow>(database, `${select} AND author = ? AND id = ?`),
    after: prepare<LineRow>(database, `${select} AND seq > ? ORDER BY seq LIMIT ?`),
    before: prepare<LineRow>(database, `${select} AND seq < ? ORDER BY seq DESC LIMIT ?`),
    get: prepare<LineRow>(database, `${select} AND seq = ?`),
    blank: prepare(
      database,
      `UPDATE messages SET kind = 'recalled', body = '""', reply = NULL, mentions = NULL, by = ?
       WHERE room = ? AND seq = ? AND kind <> 'recalled'`,
    ),
    // From room to room, by the index on room and author: there is none on the author alone.
    lineOf: prepare<{ seq: number }>(
      database,
      `SELECT seq FROM rooms CROSS JOIN messages ON messages.room = rooms.id WHERE author = ? LIMIT 1`,
    ),
    hide: prepare(database, "UPDATE messages SET audience = 'peer' WHERE room = ? AND seq = ?"),
  }
}
