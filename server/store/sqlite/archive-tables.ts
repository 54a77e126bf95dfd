import type { Kind, Records } from '../archive'

type Value = string | number | undefined
type Put = [text: string, ...values: Value[]]

/** How one kind of records is read and written. */
interface Table<Record> {
  select: string
  put(record: Record): Put[]
}

export const tables: { [K in Kind]: Table<Records[K]> } = {
  accounts: {
    select:
      'SELECT id, name, avatar, created, login, hash, openid, unionid, seen, receipts FROM accounts ORDER BY id',
    put: ({ id, name, avatar, created, login, hash, openid, unionid, seen, receipts }) => [
      [
        `INSERT OR REPLACE INTO accounts (id, name, avatar, created, login, hash, openid, unionid, seen, receipts)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, name, avatar, created, login, hash, openid, unionid, seen, receipts],
      ],
    ],
  },
  sessions: {
    select: 'SELECT id, person, device, address, created, seen, expires, ended FROM sessions ORDER BY id',
    put: ({ id, person, device, address, created, seen, expires, ended }) => [
      [
        `INSERT OR REPLACE INTO sessions (id, person, device, address, created, seen, expires, ended)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, person, device, address, created, seen, expires, ended],
      ],
    ],
  },
  revocations: {
    select: 'SELECT session, until FROM revocations ORDER BY session',
    put: ({ session, until }) => [
      ['INSERT OR REPLACE INTO revocations (session, until) VALUES (?, ?)', session, until],
    ],
  },
  memberships: {
    select: 'SELECT room, person, read, joined, marked, shown FROM memberships ORDER BY room, person',
    put: ({ room, person, read, joined, marked, shown }) => [
      [
        `INSERT OR REPLACE INTO memberships (room, person, role, read, joined, marked, shown)
          VALUES (?, ?, 'member', ?, ?, ?, ?)`,
        ...[room, person, read, joined, marked, shown],
      ],
    ],
  },
  rooms: {
    select: `SELECT id, kind, name, code, created, founder, request,
      (SELECT person FROM memberships WHERE room = id AND role = 'owner') AS owner FROM rooms ORDER BY id`,
    put: ({ id, kind, name, code, created, founder, request, owner }) => [
      [
        `INSERT OR REPLACE INTO rooms (id, kind, name, code, created, founder, request, members)
          VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM memberships WHERE room = ?))`,
        ...[id, kind, name, code, created, founder, request, id],
      ],
      ["UPDATE memberships SET role = 'owner' WHERE room = ? AND person = ?", id, owner],
    ],
  },
  barred: {
    select: 'SELECT room, person FROM barred ORDER BY room, person',
    put: ({ room, person }) => [['INSERT OR REPLACE INTO barred (room, person) VALUES (?, ?)', room, person]],
  },
  links: {
    select: `SELECT id, sender AS "from", receiver AS "to", note, time, state, settled
      FROM links ORDER BY time, id`,
    put: ({ id, from, to, note, time, state, settled }) => [
      [
        `INSERT INTO links (id, sender, receiver, note, time, state, settled) VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET state = excluded.state, settled = excluded.settled`,
        ...[id, from, to, note, time, state, settled],
      ],
    ],
  },
  pairs: {
    select: `SELECT person AS one, peer AS other, room, since FROM pairs
      WHERE person <= peer ORDER BY person, peer`,
    put: ({ one, other, room, since }) =>
      [
        [one, other],
        [other, one],
      ].map((two) => [
        'INSERT OR REPLACE INTO pairs (person, peer, room, since) VALUES (?, ?, ?, ?)',
        ...[...two, room, since],
      ]),
  },
  blocks: {
    select: 'SELECT person AS "by", blocked AS person, read FROM blocks ORDER BY blocks.person, blocked',
    put: ({ by, person, read }) => [
      ['INSERT OR REPLACE INTO blocks (person, blocked, read) VALUES (?, ?, ?)', by, person, read],
    ],
  },
  uploads: {
    select: `SELECT id, owner, room, kind, size, created, state, name, message, body, blob FROM uploads ORDER BY id`,
    put: ({ id, owner, room, kind, size, created, state, name, message, body, blob }) => [
      [
        `INSERT OR REPLACE INTO uploads (id, owner, room, kind, size, created, state, name, message, body, blob)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, owner, room, kind, size, created, state, name, message, body, blob],
      ],
    ],
  },
  reactions: {
    select: 'SELECT room, seq, version, people, untold, line FROM reactions ORDER BY room, seq',
    put: ({ room, seq, version, people, untold, line }) => [
      [
        `INSERT OR REPLACE INTO reactions (room, seq, version, people, untold, line) VALUES (?, ?, ?, ?, ?, ?)`,
        ...[room, seq, version, people, untold, line],
      ],
    ],
  },
  pins: {
    select: 'SELECT room, version, seqs FROM pins ORDER BY room',
    put: ({ room, version, seqs }) => [
      ['INSERT OR REPLACE INTO pins (room, version, seqs) VALUES (?, ?, ?)', room, version, seqs],
    ],
  },
  hidden: {
    select: 'SELECT room, person, seq FROM hidden ORDER BY room, person, seq',
    put: ({ room, person, seq }) => [
      ['INSERT OR REPLACE INTO hidden (room, person, seq) VALUES (?, ?, ?)', room, person, seq],
    ],
  },
}
