import type Database from 'libsql'
import type { MediaBody } from '#protocol'
import type { Lease, Share, Upload, Uploads } from '../uploads'
import type { Sync } from './calls'
import { prepare } from './statement'

export class SqliteUploads implements Sync<Uploads> {
  readonly #statements: ReturnType<typeof statements>

  constructor(database: Database.Database) {
    this.#statements = statements(database)
  }

  begin({ id, owner, room, kind, size, created, state, name }: Upload): void {
    this.#statements.begin.run(id, owner, room, kind, size, created, state, name)
  }

  get(id: string): Upload | undefined {
    const row = this.#statements.get.get(id)
    return row && uploadOf(row)
  }

  finish(id: string, size: number, body: MediaBody): void {
    this.#statements.finish.run(size, JSON.stringify(body), id)
  }

  lease(id: string, { holder, until }: Lease, now: number): boolean {
    return this.#statements.lease.run(holder, until, id, now, holder) === 1
  }

  release(id: string, holder: string): void {
    this.#statements.release.run(id, holder)
  }

  refuse(id: string, problem: string): void {
    this.#statements.refuse.run(problem, id)
  }

  claim(id: string, message: string): boolean {
    this.#statements.claim.run(message, id)
    return this.#statements.get.get(id)?.message === message
  }

  share(shares: Share[]): boolean {
    if (shares.some(({ id }) => this.#statements.marked.get(id))) return false
    const missing = shares.filter(({ id }) => !this.#statements.get.get(id))
    const sources = missing.map((share) => ({ share, from: this.#statements.shareable.get(share.of) }))
    if (sources.some(({ from }) => !from)) return false
    for (const { share, from } of sources) if (from) this.#keep(share, uploadOf(from))
    return true
  }

  #keep(
    { id, of, owner, room, message, created }: Share,
    { kind, size, name, body, blob = of }: Upload,
  ): void {
    const own = body && JSON.stringify({ ...body, media: id })
    this.#statements.share.run(id, owner, room, kind, size, created, name, message, own, blob)
  }

  isInUse(blob: string): boolean {
    return this.#statements.user.get(blob, blob) !== undefined
  }

  retract(id: string): void {
    this.#statements.retract.run(id)
  }

  markForDeletion(id: string): void {
    this.#statements.markForDeletion.run(id)
  }

  markRoomForDeletion(room: string): void {
    this.#statements.markRoomForDeletion.run(room)
  }

  markOwnedForDeletion(owner: string): void {
    this.#statements.markOwnedForDeletion.run(owner)
  }

  bytesOf(owner: string): number {
    return this.#statements.bytesOf.get(owner)?.bytes ?? 0
  }

  markUnsaidForDeletion(before: number): void {
    this.#statements.markUnsaidForDeletion.run(before)
  }

  markedForDeletion(limit: number): Upload[] {
    return this.#statements.markedForDeletion.all(limit).map(uploadOf)
  }

  clear(id: string): void {
    this.#statements.entomb.run(id)
    this.#statements.forget.run(id)
  }
}

type UploadRow = Omit<Upload, 'blob' | 'name' | 'message' | 'body' | 'problem'> & {
  blob: string | null
  name: string | null
  message: string | null
  /** JSON. */
  body: string | null
  problem: string | null
}

/** Field by field, for libsql adds one of its own to a row. */
function uploadOf({ blob, name, message, body, problem, ...row }: UploadRow): Upload {
  const { id, owner, room, kind, size, created, state } = row
  const upload: Upload = { id, owner, room, kind, size, created, state }
  if (blob !== null) upload.blob = blob
  if (name !== null) upload.name = name
  if (message !== null) upload.message = message
  if (body !== null) upload.body = JSON.parse(body)
  if (problem !== null) upload.problem = problem
  return upload
}

const columns = 'id, owner, room, kind, size, created, state, name, message, body, problem, blob'

function statements(database: Database.Database) {
  return {
    begin: prepare(
      database,
      `INSERT INTO uploads (id, owner, room, kind, size, created, state, name)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ),
    get: prepare<UploadRow>(database, `SELECT ${columns} FROM uploads WHERE id = ?`),
    finish: prepare(
      database,
      "UPDATE uploads SET state = 'ready', size = ?, body = ? WHERE id = ? AND state = 'coming'",
    ),
    lease: prepare(
      database,
      `UPDATE uploads SET holder = ?, held = ?
       WHERE id = ? AND state = 'coming' AND (holder IS NULL OR held <= ? OR holder = ?)`,
    ),
    release: prepare(database, 'UPDATE uploads SET holder = NULL, held = NULL WHERE id = ? AND holder = ?'),
    refuse: prepare(
      database,
      "UPDATE uploads SET state = 'doomed', problem = ? WHERE id = ? AND state = 'coming'",
    ),
    claim: prepare(
      database,
      "UPDATE uploads SET state = 'said', message = ? WHERE id = ? AND state = 'ready'",
    ),
    retract: prepare(database, "UPDATE uploads SET state = 'retracted' WHERE id = ? AND state = 'said'"),
    bytesOf: prepare<{ bytes: number | null }>(
      database,
      `SELECT sum(size) AS bytes FROM
        (SELECT max(size) AS size FROM uploads WHERE owner = ? GROUP BY coalesce(blob, id))`,
    ),
    ...sharing(database),
    ...deletion(database),
  }
}

function sharing(database: Database.Database) {
  const live = "state IN ('ready', 'said', 'retracted')"
  return {
    shareable: prepare<UploadRow>(database, `SELECT ${columns} FROM uploads WHERE id = ? AND ${live}`),
    share: prepare(
      database,
      `INSERT INTO uploads (id, owner, room, kind, size, created, state, name, message, body, blob)
       VALUES (?, ?, ?, ?, ?, ?, 'said', ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ),
    marked: prepare<{ id: string }>(
      database,
      "SELECT id FROM uploads WHERE id = ? AND state IN ('doomed', 'gone')",
    ),
    user: prepare<{ id: string }>(
      database,
      `SELECT id FROM uploads WHERE (id = ? OR blob = ?) AND state IN ('coming', 'ready', 'said', 'retracted')
       LIMIT 1`,
    ),
  }
}

function deletion(database: Database.Database) {
  return {
    markForDeletion: prepare(
      database,
      "UPDATE uploads SET state = 'doomed' WHERE id = ? AND state != 'gone'",
    ),
    markRoomForDeletion: prepare(
      database,
      "UPDATE uploads SET state = 'doomed' WHERE room = ? AND state != 'gone'",
    ),
    markOwnedForDeletion: prepare(
      database,
      "UPDATE uploads SET state = 'doomed' WHERE owner = ? AND state != 'gone'",
    ),
    markUnsaidForDeletion: prepare(
      database,
      "UPDATE uploads SET state = 'doomed' WHERE state IN ('coming', 'ready') AND created < ?",
    ),
    markedForDeletion: prepare<UploadRow>(
      database,
      `SELECT ${columns} FROM uploads WHERE state = 'doomed' ORDER BY created LIMIT ?`,
    ),
    entomb: prepare(
      database,
      "UPDATE uploads SET state = 'gone', size = 0 WHERE id = ? AND message IS NOT NULL",
    ),
    forget: prepare(database, 'DELETE FROM uploads WHERE id = ? AND message IS NULL'),
  }
}
