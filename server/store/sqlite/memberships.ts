import type Database from 'libsql'
import type { Membership, Room, Rooms } from '../store'
import type { Sync } from './calls'
import { type MembershipRow, membershipOf } from './membership-row'
import { prepare } from './statement'
import type { Tops } from './tops'

type About =
  | 'join'
  | 'quit'
  | 'handOver'
  | 'membership'
  | 'areMembers'
  | 'members'
  | 'countMembers'
  | 'read'
  | 'mark'
  | 'of'

/** The part of rooms that is about who belongs to them. */
export class SqliteMemberships implements Pick<Sync<Rooms>, About> {
  readonly #statements: ReturnType<typeof statements>
  readonly #tops: Tops

  constructor(database: Database.Database, tops: Tops) {
    this.#statements = statements(database)
    this.#tops = tops
  }

  join(room: string, person: string, now: number, most: number): Membership | 'full' {
    const there = this.membership(room, person)
    if (there) return there
    // A room that is gone has no place either: nobody is left a member of nothing.
    const hasPlace = this.#statements.placeIn.get(room, most) !== undefined
    if (!hasPlace) return 'full'
    const joined: Membership = { room, person, role: 'member', read: this.#tops.of(room).seq, joined: now }
    this.admit(joined)
    return joined
  }

  protected admit({ room, person, role, read, joined }: Membership): void {
    this.#statements.insert.run(room, person, role, read, joined)
    this.#statements.count.run(1, room)
  }

  quit(room: string, person: string): void {
    const gone = this.#statements.delete.run(room, person)
    if (gone > 0) this.#statements.count.run(-1, room)
  }

  handOver(room: string, from: string, to: string): boolean {
    const owner = this.membership(room, from)
    const heir = this.membership(room, to)
    if (owner?.role !== 'owner' || heir?.role !== 'member') return false
    this.#statements.role.run('member', room, from)
    this.#statements.role.run('owner', room, to)
    return true
  }

  membership(room: string, person: string): Membership | undefined {
    const row = this.#statements.get.get(room, person)
    return row && membershipOf(row)
  }

  areMembers(pairs: Array<Pick<Membership, 'room' | 'person'>>): boolean[] {
    return pairs.map(({ room, person }) => this.membership(room, person) !== undefined)
  }

  members(room: string, after: string | undefined, limit: number): Membership[] {
    const last = after === undefined ? undefined : this.membership(room, after)
    const rows = last
      ? this.#statements.next.all(room, last.joined, last.person, limit)
      : this.#statements.first.all(room, limit)
    return rows.map(membershipOf)
  }

  countMembers(room: string): number {
    return this.#statements.counted.get(room)?.members ?? 0
  }

  read(room: string, person: string, seq: number, untold = false): number {
    const before = this.membership(room, person)
    if (!before) return 0
    const isShown = untold || before.shown === undefined
    if (before.read >= seq && before.marked === undefined && isShown) return before.read
    const read = Math.max(before.read, seq)
    // What was told stands where it stood.
    const shown = untold ? (before.shown ?? before.read) : undefined
    this.#statements.read.run(read, shown, room, person)
    return read
  }

  mark(room: string, person: string, seq: number): void {
    this.#statements.mark.run(seq, room, person)
  }

  of(person: string): Array<{ room: string; kind: Room['kind'] }> {
    return this.#statements.of.all(person)
  }
}

function statements(database: Database.Database) {
  const columns = 'room, person, role, read, joined'
  const select = `SELECT ${columns}, marked, shown FROM memberships WHERE room = ?`
  return {
    placeIn: prepare<{ id: string }>(database, 'SELECT id FROM rooms WHERE id = ? AND members < ?'),
    insert: prepare(database, `INSERT INTO memberships (${columns}) VALUES (?, ?, ?, ?, ?)`),
    delete: prepare(database, 'DELETE FROM memberships WHERE room = ? AND person = ?'),
    count: prepare(database, 'UPDATE rooms SET members = members + ? WHERE id = ?'),
    counted: prepare<{ members: number }>(database, 'SELECT members FROM rooms WHERE id = ?'),
    role: prepare(database, 'UPDATE memberships SET role = ? WHERE room = ? AND person = ?'),
    get: prepare<MembershipRow>(database, `${select} AND person = ?`),
    first: prepare<MembershipRow>(database, `${select} ORDER BY joined, person LIMIT ?`),
    next: prepare<MembershipRow>(
      database,
      `${select} AND (joined, person) > (?, ?) ORDER BY joined, person LIMIT ?`,
    ),
    read: prepare(
      database,
      'UPDATE memberships SET read = ?, shown = ?, marked = NULL WHERE room = ? AND person = ?',
    ),
    mark: prepare(database, 'UPDATE memberships SET marked = ? WHERE room = ? AND person = ?'),
    of: prepare<{ room: string; kind: Room['kind'] }>(
      database,
      `SELECT m.room, r.kind FROM memberships m JOIN rooms r ON r.id = m.room WHERE m.person = ?`,
    ),
  }
}
