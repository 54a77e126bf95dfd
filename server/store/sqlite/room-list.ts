import type Database from 'libsql'
import { limits, silentKinds } from '#protocol'
import type { Membership, Room, RoomEntry } from '../store'
import { type LineRow, lineOf } from './line'
import { roomOf } from './room-row'
import { prepare } from './statement'

/** Newest lines among which is counted: somebody's own many lines must not make their list slow. */
const mostLookedAt = 1_000

interface EntryRow extends Omit<LineRow, 'seq'> {
  room: string
  room_kind: Room['kind']
  name: string
  code: string | null
  created: number
  members: number
  person: string
  role: Membership['role']
  read: number
  joined: number
  peer: string | null
  unread: number
  /** Of the newest line, as is all that a `LineRow` has; NULL when nothing was said. */
  seq: number | null
}

const silent = silentKinds.map((kind) => `'${kind}'`).join(', ')

/** Prepares the list of a person's rooms: one statement, however many rooms there are. */
export function roomList(database: Database.Database): (person: string, room?: string) => RoomEntry[] {
  const all = prepare<EntryRow>(database, text('m.person = ?'))
  const one = prepare<EntryRow>(database, text('m.person = ? AND m.room = ?'))
  return (person, room) => (room === undefined ? all.all(person) : one.all(person, room)).map(entryOf)
}

const text = (which: string) => `
  SELECT r.id AS room, r.kind AS room_kind, r.name, r.code, r.created, r.members,
    m.person, m.role, m.read, m.joined,
    l.seq, l.author, l.id, l.kind, l.time, l.reply, l.mentions, l.body, l.by,
    (SELECT p.person FROM memberships p
      WHERE r.kind = 'direct' AND p.room = r.id AND p.person <> m.person) AS peer,
    (SELECT count(*) FROM (SELECT 1 FROM messages u
      WHERE u.room = r.id AND u.seq > max(m.read, l.seq - ${mostLookedAt})
        AND u.kind NOT IN (${silent}) AND u.author <> m.person LIMIT ${limits.unread})) AS unread
  FROM memberships m
  JOIN rooms r ON r.id = m.room
  LEFT JOIN messages l ON l.room = r.id AND l.seq = (SELECT max(t.seq) FROM messages t WHERE t.room = r.id)
  WHERE ${which}
  ORDER BY coalesce(l.time, r.created) DESC, r.id`

function entryOf(row: EntryRow): RoomEntry {
  const { room: id, room_kind, name, code, created, members, person, role, read, joined, unread, seq } = row
  const entry: RoomEntry = {
    room: roomOf({ id, kind: room_kind, name, code, created }),
    membership: { room: id, person, role, read, joined },
    members,
    top: seq ?? 0,
    unread,
  }
  if (seq !== null) entry.last = lineOf({ ...row, seq })
  if (row.peer !== null) entry.peer = row.peer
  return entry
}
