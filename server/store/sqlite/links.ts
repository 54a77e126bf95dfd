import type Database from 'libsql'
import type { Link, Links, Pair } from '../links'
import type { Sync } from './calls'
import { type LinkRow, linkColumns, linkOf } from './link-row'
import { prepare } from './statement'

export class SqliteLinks implements Sync<Links> {
  readonly #statements: ReturnType<typeof statements>

  constructor(database: Database.Database) {
    this.#statements = statements(database)
  }

  ask(link: Link): Link {
    const { id, from, to, note, time, state, settled } = link
    // The same invitation again, which may have been settled meanwhile.
    const there = this.#statements.same.get(id, from, to) ?? this.#statements.waiting.get(from, to)
    if (there) return linkOf(there)
    this.#statements.insert.run(id, from, to, note, time, state, settled)
    return link
  }

  get(id: string): Link | undefined {
    const row = this.#statements.get.get(id)
    return row && linkOf(row)
  }

  settle(id: string, state: 'connected' | 'declined' | 'withdrawn', now: number): Link | undefined {
    const row = this.#statements.settle.get(state, now, id)
    return row && linkOf(row)
  }

  waitingFor(to: string): Link[] {
    return this.#statements.waitingFor.all(to).map(linkOf)
  }

  waitingFrom(from: string): Link[] {
    return this.#statements.waitingFrom.all(from).map(linkOf)
  }

  latest(from: string, to: string): Link | undefined {
    const row = this.#statements.latest.get(from, to)
    return row && linkOf(row)
  }

  pair(one: string, other: string, room: string, now: number): string {
    const there = this.roomOf(one, other)
    if (there !== undefined) return there
    this.#statements.pair.run(one, other, room, now)
    this.#statements.pair.run(other, one, room, now)
    return room
  }

  roomOf(one: string, other: string): string | undefined {
    return this.#statements.roomOf.get(one, other)?.room
  }

  pairsOf(person: string): Pair[] {
    return this.#statements.pairsOf.all(person)
  }

  block(by: string, person: string, read: number): void {
    this.#statements.block.run(by, person, read)
  }

  unblock(by: string, person: string): void {
    this.#statements.unblock.run(by, person)
  }

  blockOf(by: string, person: string): { read: number } | undefined {
    const row = this.#statements.blockOf.get(by, person)
    return row && { read: row.read }
  }

  blockedBy(by: string): string[] {
    return this.#statements.blockedBy.all(by).map(({ blocked }) => blocked)
  }

  blockersOf(person: string): string[] {
    return this.#statements.blockersOf.all(person).map(({ person: by }) => by)
  }
}

function statements(database: Database.Database) {
  return { ...linkStatements(database), ...pairStatements(database), ...blockStatements(database) }
}

function linkStatements(database: Database.Database) {
  const select = `SELECT ${linkColumns} FROM links`
  return {
    same: prepare<LinkRow>(database, `${select} WHERE id = ? AND sender = ? AND receiver = ?`),
    waiting: prepare<LinkRow>(database, `${select} WHERE sender = ? AND receiver = ? AND state = 'waiting'`),
    insert: prepare(
      database,
      `INSERT INTO links (id, sender, receiver, note, time, state, settled) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    get: prepare<LinkRow>(database, `${select} WHERE id = ?`),
    settle: prepare<LinkRow>(
      database,
      `UPDATE links SET state = ?, settled = ? WHERE id = ? AND state = 'waiting' RETURNING ${linkColumns}`,
    ),
    waitingFor: prepare<LinkRow>(
      database,
      `${select} WHERE receiver = ? AND state = 'waiting' ORDER BY time, number`,
    ),
    waitingFrom: prepare<LinkRow>(
      database,
      `${select} WHERE sender = ? AND state = 'waiting' ORDER BY time, number`,
    ),
    latest: prepare<LinkRow>(
      database,
      `${select} WHERE sender = ? AND receiver = ? ORDER BY time DESC, number DESC LIMIT 1`,
    ),
  }
}

function pairStatements(database: Database.Database) {
  return {
    // On conflict: somebody who is their own peer.
    pair: prepare(
      database,
      'INSERT INTO pairs (person, peer, room, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    roomOf: prepare<{ room: string }>(database, 'SELECT room FROM pairs WHERE person = ? AND peer = ?'),
    pairsOf: prepare<Pair>(
      database,
      'SELECT room, peer, since FROM pairs WHERE person = ? AND peer <> person',
    ),
  }
}

function blockStatements(database: Database.Database) {
  return {
    block: prepare(
      database,
      'INSERT INTO blocks (person, blocked, read) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    unblock: prepare(database, 'DELETE FROM blocks WHERE person = ? AND blocked = ?'),
    blockOf: prepare<{ read: number }>(database, 'SELECT read FROM blocks WHERE person = ? AND blocked = ?'),
    blockedBy: prepare<{ blocked: string }>(database, 'SELECT blocked FROM blocks WHERE person = ?'),
    blockersOf: prepare<{ person: string }>(database, 'SELECT person FROM blocks WHERE blocked = ?'),
  }
}
