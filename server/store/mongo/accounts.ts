import type { Account, Accounts, Credential } from '../store'
import { insert, isDuplicate } from './duplicate'
import type { AccountDoc, Models } from './models'

export class MongoAccounts implements Accounts {
  readonly #models: Models

  constructor(models: Models) {
    this.#models = models
  }

  async create(account: Account, credential: Credential): Promise<{ created: true } | { taken: Account }> {
    const { accounts } = this.#models
    const { id, ...shown } = account
    const doc: AccountDoc = { _id: id, ...shown, ...keyOf(id, credential), seen: account.created }
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

  async credentialOf(id: string): Promise<Credential | undefined> {
    const doc = await this.#models.accounts.findById(id).lean()
    return doc ? credentialOf(doc) : undefined
  }

  async giveLogin(id: string, login: string, hash: string): Promise<'given' | 'taken' | 'no-guest'> {
    const { accounts } = this.#models
    const key = loginKey(login)
    try {
      const { matchedCount } = await accounts.updateOne(
        { _id: id, key: guestKey(id) },
        { $set: { key, hash } },
      )
      // A call that is repeated finds itself.
      const given = matchedCount > 0 || (await accounts.exists({ _id: id, key, hash })) !== null
      return given ? 'given' : 'no-guest'
    } catch (error) {
      if (isDuplicate(error)) return 'taken'
      throw error
    }
  }

  async setHash(id: string, hash: string): Promise<boolean> {
    const withLogin = { _id: id, key: startsWith(loginKey('')) }
    return (await this.#models.accounts.updateOne(withLogin, { $set: { hash } })).matchedCount > 0
  }

  async update(
    id: string,
    { receipts, ...shown }: { name?: string; avatar?: string; receipts?: boolean },
  ): Promise<Account | undefined> {
    const set = { ...shown, ...(receipts === false && { receipts }) }
    const change = {
      ...(Object.keys(set).length > 0 && { $set: set }),
      ...(receipts === true && { $unset: { receipts: 1 as const } }),
    }
    if (Object.keys(change).length === 0) return this.get(id)
    const query = this.#models.accounts.findOneAndUpdate({ _id: id }, change, { returnDocument: 'after' })
    const doc = await query.lean()
    return doc ? accountOf(doc) : undefined
  }

  async withoutReceipts(ids: string[]): Promise<string[]> {
    const query = this.#models.accounts.find({ _id: { $in: ids }, receipts: false }, { _id: 1 })
    return (await query.lean()).map(({ _id }) => _id)
  }

  async idleGuests(before: number, after: string, limit: number): Promise<string[]> {
    const { accounts } = this.#models
    const idle = { key: { $gt: guestKey(after), $lt: end(guestKey('')) }, seen: { $lt: before } }
    const docs = await accounts.find(idle, { _id: 1 }).sort({ key: 1 }).limit(limit).lean()
    return docs.map(({ _id }) => _id)
  }

  async removeGuest(id: string, before: number): Promise<void> {
    await this.#models.accounts.deleteOne({ _id: id, key: guestKey(id), seen: { $lt: before } })
  }
}

/** What a prefix begins, as a range of the index. */
const startsWith = (prefix: string) => ({ $gte: prefix, $lt: end(prefix) })
const end = (prefix: string) => `${prefix}\uffff`
const guestKey = (id: string) => `guest:${id}`

export const loginKey = (login: string) => `login:${login.toLowerCase()}`
export const openidKey = (openid: string) => `openid:${openid}`

export function keyOf(id: string, credential: Credential): Pick<AccountDoc, 'key' | 'hash' | 'unionid'> {
  if (credential.kind === 'password') return { key: loginKey(credential.login), hash: credential.hash }
  if (credential.kind === 'guest') return { key: guestKey(id) }
  const { openid, unionid } = credential
  return { key: openidKey(openid), ...(unionid === undefined ? {} : { unionid }) }
}

export function credentialOf({
  key,
  hash = '',
  unionid,
}: Pick<AccountDoc, 'key' | 'hash' | 'unionid'>): Credential {
  const [login, openid] = [loginKey(''), openidKey('')]
  if (key.startsWith(login)) return { kind: 'password', login: key.slice(login.length), hash }
  if (!key.startsWith(openid)) return { kind: 'guest' }
  return { kind: 'wechat', openid: key.slice(openid.length), ...(unionid === undefined ? {} : { unionid }) }
}

export function accountOf({ _id, name, avatar, created, receipts }: AccountDoc): Account {
  return { id: _id, name, avatar, created, ...(receipts === false && { receipts }) }
}
