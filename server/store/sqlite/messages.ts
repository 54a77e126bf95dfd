import type Database from 'libsql'
import { targetOf } from '#protocol'
import { editedBy, editsOf, isBeyondEdits, isRestOf, wordsOf } from '../edits'
import type { Appended, Draft, Line, Messages } from '../store'
import type { Sync } from './calls'
import { type LineRow, lineColumns, lineOf, lineValues, valuesOf } from './line'
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
    const top = this.#tops.of(room)
    const seq = top.seq + 1
    const time = Math.max(draft.time, top.time)
    const added = this.#statements.insert.run(room, seq, ...valuesOf({ ...draft, time }))
    if (added === 0) return this.#repeat(room, draft)
    this.#tops.set(room, { seq, time })
    return { seq, time, repeated: false }
  }

  #repeat(room: string, { from, id, kind, body, source }: Draft): Appended {
    const first = this.#statements.first.get(room, from, id)
    if (!first) throw new Error('A message was neither added nor there')
    // What a recalled message said is gone, so nothing can be compared with it.
    const isGone = first.kind === 'recalled' || isRestOf(lineOf(first), body)
    const said = first.original === null ? first.body : JSON.stringify(first.original)
    const isEqual = source === undefined ? said === JSON.stringify(body) : first.source === source
    const same = isGone || (first.kind === kind && isEqual)
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

  getMany(room: string, seqs: number[]): Line[] {
    return seqs.flatMap((seq) => this.get(room, seq) ?? [])
  }

  find(room: string, from: string, id: string): Line | undefined {
    const row = this.#statements.first.get(room, from, id)
    return row && lineOf(row)
  }

  edit(room: string, by: number): void {
    const edit = this.get(room, by)
    const text = edit && wordsOf(edit)
    if (!edit || text === undefined) return
    const message = this.get(room, targetOf(edit) ?? 0)
    if (!message) return
    if (isBeyondEdits(message, edit)) return this.#strip(room, [by])
    const edited = editedBy(message, edit, text)
    if (!edited) return
    const { body, edits, original, unheard } = { ...message, ...edited }
    const lists = [edits && JSON.stringify(edits), original, unheard && JSON.stringify(unheard)]
    this.#statements.edit.run(JSON.stringify(body), ...lists, room, message.seq)
  }

  /** Takes the text of edits away. */
  #strip(room: string, edits: number[]): void {
    for (const seq of edits) this.#statements.strip.run(room, seq)
  }

  blank(room: string, seq: number, by: string): string | undefined {
    const before = this.get(room, seq)
    if (before) this.#strip(room, editsOf(before))
    this.#statements.blank.run(by, room, seq)
    const row = this.#statements.get.get(room, seq)
    return row && (row.by ?? row.author)
  }

  hasLineOf(author: string, but = ''): boolean {
    return this.#statements.lineOf.get(author, but) !== undefined
  }

  hideFromAuthor(room: string, seq: number): void {
    this.#strip(room, this.get(room, seq)?.unheard?.edits ?? [])
    this.#statements.hide.run(room, seq)
  }
}

function statements(database: Database.Database) {
  const select = `SELECT ${lineColumns} FROM messages WHERE room = ?`
  return {
    insert: prepare(
      database,
      `INSERT INTO messages (room, ${lineColumns})
       VALUES (${lineValues}) ON CONFLICT (room, author, id) DO NOTHING`,
    ),
    first: prepare<LineRow>(database, `${select} AND author = ? AND id = ?`),
    after: prepare<LineRow>(database, `${select} AND seq > ? ORDER BY seq LIMIT ?`),
    before: prepare<LineRow>(database, `${select} AND seq < ? ORDER BY seq DESC LIMIT ?`),
    get: prepare<LineRow>(database, `${select} AND seq = ?`),
    blank: prepare(
      database,
      `UPDATE messages SET kind = 'recalled', body = '""', reply = NULL, mentions = NULL,
         edits = NULL, original = NULL, unheard = NULL, source = NULL, by = ?
       WHERE room = ? AND seq = ? AND kind <> 'recalled'`,
    ),
    // From room to room, by the index on room and author: there is none on the author alone.
    lineOf: prepare<{ seq: number }>(
      database,
      `SELECT seq FROM rooms CROSS JOIN messages ON messages.room = rooms.id WHERE author = ? AND rooms.id <> ? LIMIT 1`,
    ),
    edit: prepare(
      database,
      'UPDATE messages SET body = ?, edits = ?, original = ?, unheard = ? WHERE room = ? AND seq = ?',
    ),
    strip: prepare(
      database,
      "UPDATE messages SET body = json_remove(body, '$.text') WHERE room = ? AND seq = ? AND kind = 'edit'",
    ),
    hide: prepare(
      database,
      "UPDATE messages SET audience = 'peer', unheard = NULL WHERE room = ? AND seq = ?",
    ),
  }
}
