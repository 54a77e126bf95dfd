import type Database from 'libsql'
import type { Membership, Room, RoomEntry, Rooms } from '../store'
import { barredTable } from './barred'
import type { Sync } from './calls'
import { SqliteMemberships } from './memberships'
import { roomList } from './room-list'
import { type RoomRow, roomColumns, roomOf } from './room-row'
import { prepare } from './statement'
import type { Tops } from './tops'

export class SqliteRooms extends SqliteMemberships implements Sync<Rooms> {
  readonly #statements: ReturnType<typeof statements>
  readonly #tops: Tops
  readonly bar: (room: string, person: string) => void
  readonly allow: (room: string, person: string) => void
  readonly isBarred: (room: string, person: string) => boolean
  readonly barred: (room: string, after: string | undefined, limit: number) => string[]
  readonly list: (person: string, room?: string) => RoomEntry[]

  constructor(database: Database.Database, tops: Tops) {
    super(database, tops)
    this.#tops = tops
    this.#statements = statements(database)
    this.list = roomList(database)
    const { bar, allow, isBarred, barred } = barredTable(database)
    this.bar = bar
    this.allow = allow
    this.isBarred = isBarred
    this.barred = barred
  }

  create(
    room: Room,
    members: Array<Pick<Membership, 'person' | 'role'>>,
    request: string,
  ): { room: Room } | { codeTaken: true } {
    const founder = members[0]?.person
    const first = this.#statements.byRequest.get(founder, request)
    if (first) return { room: roomOf(first) }
    if (this.#isTaken(room.code, room.id)) return { codeTaken: true }

    const { id, kind, name, code, created } = room
    this.#statements.insert.run(id, kind, name, code, created, founder, request)
    for (const { person, role } of members) this.admit({ room: id, person, role, read: 0, joined: created })
    return { room }
  }

  #isTaken(code: string | undefined, room: string): boolean {
    const holder = code === undefined ? undefined : this.byCode(code)
    return holder !== undefined && holder.id !== room
  }

  get(id: string): Room | undefined {
    const row = this.#statements.get.get(id)
    return row && roomOf(row)
  }

  byCode(code: string): Room | undefined {
    const row = this.#statements.byCode.get(code)
    return row && roomOf(row)
  }

  update(id: string, change: { name?: string; code?: string }): Room | { codeTaken: true } | undefined {
    if (this.#isTaken(change.code, id)) return { codeTaken: true }
    const row = this.#statements.update.get(change.name, change.code, id)
    return row && roomOf(row)
  }

  remove(id: string): void {
    for (const statement of this.#statements.remove) statement.run(id)
    this.#tops.drop(id)
  }
}

function statements(database: Database.Database) {
  const select = `SELECT ${roomColumns} FROM rooms`
  return {
    byRequest: prepare<RoomRow>(database, `${select} WHERE founder = ? AND request = ?`),
    insert: prepare(
      database,
      `INSERT INTO rooms (id, kind, name, code, created, members, founder, request)
       VALUES (?, ?, ?, ?, ?, 0, ?, ?)`,
    ),
    get: prepare<RoomRow>(database, `${select} WHERE id = ?`),
    byCode: prepare<RoomRow>(database, `${select} WHERE code = ?`),
    update: prepare<RoomRow>(
      database,
      `UPDATE rooms SET name = coalesce(?, name), code = coalesce(?, code) WHERE id = ?
       RETURNING ${roomColumns}`,
    ),
    remove: [
      prepare(database, 'DELETE FROM messages WHERE room = ?'),
      prepare(database, 'DELETE FROM reactions WHERE room = ?'),
      prepare(database, 'DELETE FROM pins WHERE room = ?'),
      prepare(database, 'DELETE FROM hidden WHERE room = ?'),
      prepare(database, 'DELETE FROM memberships WHERE room = ?'),
      prepare(database, 'DELETE FROM barred WHERE room = ?'),
      prepare(database, 'DELETE FROM rooms WHERE id = ?'),
    ],
  }
}
