import type Database from 'libsql'
import { changeKinds, everyone, limits, missedOutcomes, silentKinds } from '#protocol'
import type { Room, RoomEntry } from '../store'
import { type LineRow, lineOf } from './line'
import { type MembershipRow, membershipOf } from './membership-row'
import { roomOf } from './room-row'
import { prepare } from './statement'

/** Newest lines among which is counted, and of those that mention anybody, is looked: many lines must not make a list slow. */
const mostLookedAt = 1_000

interface EntryRow extends Omit<LineRow, 'seq'>, MembershipRow {
  room_kind: Room['kind']
  name: string
  code: string | null
  created: number
  members: number
  peer: string | null
  unread: number
  mentioned: number | null
  top: number | null
  /** Of the newest line that the person sees, as is all that a `LineRow` has; NULL when there is none. */
  seq: number | null
}

const silent = silentKinds.map((kind) => `'${kind}'`).join(', ')
const missed = missedOutcomes.map((outcome) => `'${outcome}'`).join(', ')
const changes = changeKinds.map((kind) => `'${kind}'`).join(', ')

/** Prepares the list of a person's rooms: one statement, however many rooms there are. */
export function roomList(database: Database.Database): (person: string, room?: string) => RoomEntry[] {
  const all = prepare<EntryRow>(database, text('m.person = ?'))
  const one = prepare<EntryRow>(database, text('m.person = ? AND m.room = ?'))
  return (person, room) => (room === undefined ? all.all(person) : one.all(person, room)).map(entryOf)
}

/** Whether the member has deleted a message for themselves. */
const isHidden = (message: string) =>
  `EXISTS (SELECT 1 FROM hidden h WHERE h.room = r.id AND h.person = m.person AND h.seq = ${message}.seq)`

/** Up to where the room counts as read, as `firstRead` of the protocol has it. */
const firstRead = 'min(m.read, coalesce(m.marked - 1, m.read))'

/** What the member may have to read: a message `u` of somebody else that says something to them, and is not hidden. */
const isToRead = `u.kind NOT IN (${silent}) AND u.author <> m.person AND NOT ${isHidden('u')}
        AND (u.kind <> 'call' OR json_extract(u.body, '$.outcome') IN (${missed}))
        AND (r.kind <> 'direct' OR u.audience IS NOT 'author')`

const text = (which: string) => `
  SELECT r.id AS room, r.kind AS room_kind, r.name, r.code, r.created, r.members,
    m.person, m.role, m.read, m.joined, m.marked, m.shown,
    l.seq, l.author, l.id, l.kind, l.time, l.reply, l.mentions, l.body, l.audience, l.by, l.edits, l.original, l.unheard, l.source, t.seq AS top,
    iif(r.kind = 'direct', coalesce((SELECT p.person FROM memberships p
      WHERE p.room = r.id AND p.person <> m.person), m.person), NULL) AS peer,
    (SELECT count(*) FROM (SELECT 1 FROM messages u
      WHERE u.room = r.id AND u.seq > max(${firstRead}, t.seq - ${mostLookedAt})
        AND ${isToRead} LIMIT ${limits.unread})) AS unread,
    (SELECT min(n.seq) FROM (SELECT u.seq, u.mentions FROM messages u
      WHERE u.room = r.id AND u.seq > ${firstRead} AND u.mentions IS NOT NULL
        AND ${isToRead} ORDER BY u.seq DESC LIMIT ${mostLookedAt}) n
      WHERE EXISTS (SELECT 1 FROM json_each(n.mentions) WHERE value IN (m.person, '${everyone}'))) AS mentioned
  FROM memberships m
  JOIN rooms r ON r.id = m.room
  LEFT JOIN messages t ON t.room = r.id AND t.seq = (SELECT max(n.seq) FROM messages n WHERE n.room = r.id)
  LEFT JOIN messages l ON l.room = r.id AND l.seq = (SELECT v.seq FROM messages v
    WHERE v.room = r.id AND v.kind NOT IN (${changes}) AND NOT ${isHidden('v')} AND (r.kind <> 'direct' OR v.author = m.person OR v.audience IS NOT 'author')
    ORDER BY v.seq DESC LIMIT 1)
  WHERE ${which}
  ORDER BY coalesce(l.time, r.created) DESC, r.id`

function entryOf(row: EntryRow): RoomEntry {
  const { room: id, room_kind, name, code, created, members, unread, mentioned, seq, top } = row
  const membership = membershipOf(row)
  const entry: RoomEntry = {
    room: roomOf({ id, kind: room_kind, name, code, created }),
    membership,
    members,
    top: top ?? 0,
    unread: membership.marked === undefined ? unread : Math.max(1, unread),
  }
  if (mentioned !== null) entry.mentioned = mentioned
  if (seq !== null) entry.last = lineOf({ ...row, seq })
  if (row.peer !== null) entry.peer = row.peer
  return entry
}
