import type Database from 'libsql'
import type { Pinned } from '#protocol'
import { noPins, noReactions, pinnedWith, reactedWith } from '../mark-changes'
import type { Marks, Reaction, ReactionRecord, Reactors } from '../marks'
import type { Sync } from './calls'
import { prepare } from './statement'

export class SqliteMarks implements Sync<Marks> {
  readonly #statements: ReturnType<typeof statements>

  constructor(database: Database.Database) {
    this.#statements = statements(database)
  }

  react(room: string, seq: number, reactions: Reaction[]): { record: ReactionRecord; refused: number[] } {
    const row = this.#statements.get.get(room, seq)
    const { record, changes, refused } = reactedWith(row ? recordOf(row) : noReactions, reactions)
    if (!row || changes.length > 0) this.#save(room, seq, record)
    return { record, refused }
  }

  told(room: string, seq: number, version: number, line: number): void {
    const row = this.#statements.get.get(room, seq)
    if (!row) return
    const record = recordOf(row)
    const untold = record.untold.filter((change) => change.version > version)
    this.#save(room, seq, { ...record, untold, line: Math.max(line, record.line ?? 0) })
  }

  #save(room: string, seq: number, { version, people, untold, line }: ReactionRecord): void {
    this.#statements.save.run(room, seq, version, JSON.stringify(people), JSON.stringify(untold), line)
  }

  reactions(room: string, seqs: number[]): Array<Reactors & { seq: number }> {
    const rows = this.#statements.some.all(room, JSON.stringify(seqs))
    return rows.map(({ seq, version, people }) => ({ seq, version, people: JSON.parse(people) }))
  }

  dropReactions(room: string, seq: number): void {
    this.#statements.drop.run(room, seq)
  }

  pin(room: string, seq: number, on: boolean): { pinned: Pinned; changed: boolean } | 'full' {
    const before = this.pinned(room) ?? noPins
    const pinned = pinnedWith(before, seq, on)
    if (pinned === 'full') return pinned
    const changed = pinned !== before
    if (changed) this.#statements.savePins.run(room, pinned.version, JSON.stringify(pinned.seqs))
    return { pinned, changed }
  }

  pinned(room: string): Pinned | undefined {
    const row = this.#statements.pins.get(room)
    return row && { version: row.version, seqs: JSON.parse(row.seqs) }
  }
}

interface ReactionRow {
  seq: number
  version: number
  /** JSON, and so is `untold`. */
  people: string
  untold: string
  line: number | null
}

function recordOf({ version, people, untold, line }: ReactionRow): ReactionRecord {
  const record = { version, people: JSON.parse(people), untold: JSON.parse(untold) }
  return line === null ? record : { ...record, line }
}

function statements(database: Database.Database) {
  const columns = 'seq, version, people, untold, line'
  return {
    get: prepare<ReactionRow>(database, `SELECT ${columns} FROM reactions WHERE room = ? AND seq = ?`),
    some: prepare<ReactionRow>(
      database,
      `SELECT ${columns} FROM reactions
       WHERE room = ? AND seq IN (SELECT value FROM json_each(?)) AND version > 0`,
    ),
    save: prepare(database, `INSERT OR REPLACE INTO reactions (room, ${columns}) VALUES (?, ?, ?, ?, ?, ?)`),
    drop: prepare(database, 'DELETE FROM reactions WHERE room = ? AND seq = ?'),
    pins: prepare<{ version: number; seqs: string }>(
      database,
      'SELECT version, seqs FROM pins WHERE room = ?',
    ),
    savePins: prepare(database, 'INSERT OR REPLACE INTO pins (room, version, seqs) VALUES (?, ?, ?)'),
  }
}
