import type Database from 'libsql'
import type { Account, Accounts, Credential } from '../store'
import type { Sync } from './calls'
import { prepare } from './statement'

export class SqliteAccounts implements Sync<Accounts> {
  readonly #statements: ReturnType<typeof statements>

  constructor(database: Database.Database) {
    this.#statements = statements(database)
  }

  create(account: Account, credential: Credential): { created: true } | { taken: Account } {
    const holder = this.#holderOf(credential) ?? this.#statements.get.get(account.id)
    if (holder) return answerFor(holder, account)

    const { login, hash, openid, unionid } = columnsOf(credential)
    const { id, name, avatar, created } = account
    this.#statements.insert.run(id, name, avatar, created, login, hash, openid, unionid)
    return { created: true }
  }

  #holderOf(credential: Credential): Account | undefined {
    if (credential.kind === 'password') return this.#statements.byLogin.get(credential.login.toLowerCase())
    if (credential.kind === 'wechat') return this.#statements.byOpenid.get(credential.openid)
    return undefined
  }

  get(id: string): Account | undefined {
    const row = this.#statements.get.get(id)
    return row && accountOf(row)
  }

  getMany(ids: string[]): Account[] {
    return this.#statements.getMany.all(JSON.stringify(ids)).map(accountOf)
  }

  byLogin(login: string): { account: Account; hash: string } | undefined {
    const row = this.#statements.byLogin.get(login.toLowerCase())
    return row && { account: accountOf(row), hash: row.hash }
  }

  byOpenid(openid: string): Account | undefined {
    const row = this.#statements.byOpenid.get(openid)
    return row && accountOf(row)
  }

  openidOf(id: string): string | undefined {
    return this.#statements.openid.get(id)?.openid
  }

  update(id: string, change: { name?: string; avatar?: string }): Account | undefined {
    const row = this.#statements.update.get(change.name, change.avatar, id)
    return row && accountOf(row)
  }

  revoke(session: string, until: number): void {
    this.#statements.revoke.run(session, until)
  }

  isRevoked(session: string): boolean {
    return this.#statements.revoked.get(session) !== undefined
  }

  revokedOf(sessions: string[]): string[] {
    return sessions.filter((session) => this.isRevoked(session))
  }

  sweep(now: number): void {
    this.#statements.sweep.run(now)
  }
}

/** Somebody has the login, the openid or the id already: perhaps this very account, when a call is repeated. */
function answerFor(holder: Account, account: Account): { created: true } | { taken: Account } {
  const same = holder.id === account.id && holder.created === account.created
  if (same) return { created: true }
  if (holder.id === account.id) throw new Error('This account id belongs to somebody else')
  return { taken: accountOf(holder) }
}

function columnsOf(credential: Credential): {
  login?: string
  hash?: string
  openid?: string
  unionid?: string | undefined
} {
  if (credential.kind === 'password') return { login: credential.login.toLowerCase(), hash: credential.hash }
  if (credential.kind === 'wechat') return { openid: credential.openid, unionid: credential.unionid }
  return {}
}

/** A row may hold more than an account shows. */
function accountOf({ id, name, avatar, created }: Account): Account {
  return { id, name, avatar, created }
}

function statements(database: Database.Database) {
  const columns = 'id, name, avatar, created'
  return {
    insert: prepare(
      database,
      `INSERT INTO accounts (${columns}, login, hash, openid, unionid) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    get: prepare<Account>(database, `SELECT ${columns} FROM accounts WHERE id = ?`),
    getMany: prepare<Account>(
      database,
      `SELECT ${columns} FROM accounts WHERE id IN (SELECT value FROM json_each(?))`,
    ),
    byLogin: prepare<Account & { hash: string }>(
      database,
      `SELECT ${columns}, hash FROM accounts WHERE login = ?`,
    ),
    byOpenid: prepare<Account>(database, `SELECT ${columns} FROM accounts WHERE openid = ?`),
    openid: prepare<{ openid: string }>(
      database,
      'SELECT openid FROM accounts WHERE id = ? AND openid IS NOT NULL',
    ),
    update: prepare<Account>(
      database,
      `UPDATE accounts SET name = coalesce(?, name), avatar = coalesce(?, avatar) WHERE id = ?
       RETURNING ${columns}`,
    ),
    revoke: prepare(
      database,
      `INSERT INTO revocations (session, until) VALUES (?, ?)
       ON CONFLICT (session) DO UPDATE SET until = max(until, excluded.until)`,
    ),
    revoked: prepare<{ session: string }>(database, 'SELECT session FROM revocations WHERE session = ?'),
    sweep: prepare(database, 'DELETE FROM revocations WHERE until < ?'),
  }
}
