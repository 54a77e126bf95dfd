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
    this.#statements.insert.run(id, name, avatar, created, login, hash, openid, unionid, created)
    return { created: true }
  }

  #holderOf(credential: Credential): AccountRow | undefined {
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

  credentialOf(id: string): Credential | undefined {
    const row = this.#statements.credential.get(id)
    return row && credentialOf(row)
  }

  giveLogin(id: string, login: string, hash: string): 'given' | 'taken' | 'no-guest' {
    const name = login.toLowerCase()
    const own = this.#statements.credential.get(id)
    // A call that is repeated.
    if (own?.login === name && own.hash === hash) return 'given'
    if (!own || own.login !== null || own.openid !== null) return 'no-guest'
    if (this.#statements.byLogin.get(name)) return 'taken'
    this.#statements.giveLogin.run(name, hash, id)
    return 'given'
  }

  setHash(id: string, hash: string): boolean {
    return this.#statements.setHash.run(hash, id) > 0
  }

  update(
    id: string,
    { name, avatar, receipts }: { name?: string; avatar?: string; receipts?: boolean },
  ): Account | undefined {
    const row = this.#statements.update.get(
      name,
      avatar,
      receipts === undefined ? undefined : Number(receipts),
      id,
    )
    return row && accountOf(row)
  }

  withoutReceipts(ids: string[]): string[] {
    return this.#statements.withoutReceipts.all(JSON.stringify(ids)).map(({ id }) => id)
  }

  idleGuests(before: number, after: string, limit: number): string[] {
    return this.#statements.idleGuests.all(before, after, limit).map(({ id }) => id)
  }

  removeGuest(id: string, before: number): void {
    this.#statements.removeGuest.run(id, before)
  }
}

/** Somebody has the login, the openid or the id already: perhaps this very account, when a call is repeated. */
function answerFor(holder: AccountRow, account: Account): { created: true } | { taken: Account } {
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

interface CredentialRow {
  login: string | null
  hash: string | null
  openid: string | null
  unionid: string | null
}

function credentialOf({ login, hash, openid, unionid }: CredentialRow): Credential {
  if (login !== null) return { kind: 'password', login, hash: hash ?? '' }
  if (openid === null) return { kind: 'guest' }
  return { kind: 'wechat', openid, ...(unionid === null ? {} : { unionid }) }
}

type AccountRow = Omit<Account, 'receipts'> & { receipts: number | null }

/** A row may hold more than an account shows. */
function accountOf({ id, name, avatar, created, receipts }: AccountRow): Account {
  return { id, name, avatar, created, ...(receipts === 0 && { receipts: false }) }
}

const isGuest = 'login IS NULL AND openid IS NULL'

function statements(database: Database.Database) {
  const columns = 'id, name, avatar, created'
  const shown = `${columns}, receipts`
  return {
    insert: prepare(
      database,
      `INSERT INTO accounts (${columns}, login, hash, openid, unionid, seen)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    get: prepare<AccountRow>(database, `SELECT ${shown} FROM accounts WHERE id = ?`),
    getMany: prepare<AccountRow>(
      database,
      `SELECT ${shown} FROM accounts WHERE id IN (SELECT value FROM json_each(?))`,
    ),
    byLogin: prepare<AccountRow & { hash: string }>(
      database,
      `SELECT ${shown}, hash FROM accounts WHERE login = ?`,
    ),
    byOpenid: prepare<AccountRow>(database, `SELECT ${shown} FROM accounts WHERE openid = ?`),
    credential: prepare<CredentialRow>(
      database,
      'SELECT login, hash, openid, unionid FROM accounts WHERE id = ?',
    ),
    giveLogin: prepare(database, 'UPDATE accounts SET login = ?, hash = ? WHERE id = ?'),
    setHash: prepare(database, 'UPDATE accounts SET hash = ? WHERE id = ? AND login IS NOT NULL'),
    update: prepare<AccountRow>(
      database,
      `UPDATE accounts SET name = coalesce(?, name), avatar = coalesce(?, avatar),
         receipts = nullif(coalesce(?, receipts), 1) WHERE id = ?
       RETURNING ${shown}`,
    ),
    withoutReceipts: prepare<{ id: string }>(
      database,
      'SELECT id FROM accounts WHERE id IN (SELECT value FROM json_each(?)) AND receipts = 0',
    ),
    idleGuests: prepare<{ id: string }>(
      database,
      `SELECT id FROM accounts WHERE ${isGuest} AND seen < ? AND id > ? ORDER BY id LIMIT ?`,
    ),
    removeGuest: prepare(database, `DELETE FROM accounts WHERE id = ? AND ${isGuest} AND seen < ?`),
  }
}
