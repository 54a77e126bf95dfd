import type { Account, Accounts, Credential } from '../store'
import { insert } from './duplicate'
import type { AccountDoc, Models } from './models'

export class MongoAccounts implements Accounts {
  readonly #models: Models

  constructor(models: Models) {
    this.#models = models
  }

  async create(account: Account, credential: Credential): Promise<{ created: true } | { taken: Account }> {
    const { accounts } = this.#models
    const { id, ...shown } = account
    const doc: AccountDoc = { _id: id, ...shown, ...keyOf(id, credential) }
    if (await insert(accounts, doc)) return { created: true }

    const holder = (await accounts.findOne({ key: doc.key }).lean()) ?? (await accounts.findById(id).lean())
    if (!holder) throw new Error('An account was neither made nor there')
    // Perhaps this very account, when a call is repeated.
    if (holder._id === id && holder.created === account.created) return { created: true }
    if (holder._id === id) throw new Error('This account id belongs to somebody else')
    return { taken: accountOf(holder) }
  }

  async get(id: string): Promise<Account | undefined> {
    const doc = await this.#models.accounts.findById(id).lean()
    return doc ? accountOf(doc) : undefined
  }

  async getMany(ids: string[]): Promise<Account[]> {
    if (ids.length === 0) return []
    return (await this.#models.accounts.find({ _id: { $in: ids } }).lean()).map(accountOf)
  }

  async byLogin(login: string): Promise<{ account: Account; hash: string } | undefined> {
    const doc = await this.#models.accounts.findOne({ key: loginKey(login) }).lean()
    return doc ? { account: accountOf(doc), hash: doc.hash ?? '' } : undefined
  }

  async byOpenid(openid: string): Promise<Account | undefined> {
    const doc = await this.#models.accounts.findOne({ key: openidKey(openid) }).lean()
    return doc ? accountOf(doc) : undefined
  }

  async openidOf(id: string): Promise<string | undefined> {
    const key = (await this.#models.accounts.findById(id).lean())?.key
    return key?.startsWith(openidKey('')) ? key.slice(openidKey('').length) : undefined
  }

  async update(id: string, change: { name?: string; avatar?: string }): Promise<Account | undefined> {
    if (Object.keys(change).length === 0) return this.get(id)
    const query = this.#models.accounts.findOneAndUpdate(
      { _id: id },
      { $set: change },
      { returnDocument: 'after' },
    )
    const doc = await query.lean()
    return doc ? accountOf(doc) : undefined
  }

  async revoke(session: string, until: number): Promise<void> {
    const { revocations } = this.#models
    if (await insert(revocations, { _id: session, until })) return
    await revocations.updateOne({ _id: session }, { $max: { until } })
  }

  async isRevoked(session: string): Promise<boolean> {
    return (await this.#models.revocations.findById(session).lean()) !== null
  }

  async revokedOf(sessions: string[]): Promise<string[]> {
    return (await this.#models.revocations.find({ _id: { $in: sessions } }).lean()).map(({ _id }) => _id)
  }

  async sweep(now: number): Promise<void> {
    await this.#models.revocations.deleteMany({ until: { $lt: now } })
  }
}

export const loginKey = (login: string) => `login:${login.toLowerCase()}`
export const openidKey = (openid: string) => `openid:${openid}`

export function keyOf(id: string, credential: Credential): Pick<AccountDoc, 'key' | 'hash' | 'unionid'> {
  if (credential.kind === 'password') return { key: loginKey(credential.login), hash: credential.hash }
  if (credential.kind === 'guest') return { key: `guest:${id}` }
  const { openid, unionid } = credential
  return { key: openidKey(openid), ...(unionid === undefined ? {} : { unionid }) }
}

export function accountOf({ _id, name, avatar, created }: AccountDoc): Account {
  return { id: _id, name, avatar, created }
}
