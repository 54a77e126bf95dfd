import type { SessionChange, SessionRecord, SessionRecords } from '../sessions'
import { insert } from './duplicate'
import type { Models, SessionDoc } from './models'

export class MongoSessions implements SessionRecords {
  readonly #models: Models

  constructor(models: Models) {
    this.#models = models
  }

  async begin({ id, ...record }: SessionRecord): Promise<void> {
    await insert(this.#models.sessions, { _id: id, ...record, ended: 0 })
    await this.#seeAccount(record.person, record.seen)
  }

  async get(id: string): Promise<SessionRecord | undefined> {
    const doc = await this.#models.sessions.findById(id).lean()
    return doc ? recordOf(doc) : undefined
  }

  async touch(id: string, seen: number, { expires = 0, ...change }: SessionChange): Promise<void> {
    const doc = await this.#models.sessions
      .findOneAndUpdate({ _id: id }, { $max: { seen, expires }, ...(anyOf(change) && { $set: change }) })
      .lean()
    if (doc) await this.#seeAccount(doc.person, seen)
  }

  async #seeAccount(id: string, seen: number): Promise<void> {
    await this.#models.accounts.updateOne({ _id: id }, { $max: { seen } })
  }

  async of(person: string, limit: number): Promise<SessionRecord[]> {
    const query = this.#models.sessions.find({ person, ended: 0 }).sort({ seen: -1, _id: 1 }).limit(limit)
    return (await query.lean()).map(recordOf)
  }

  async isKnown(person: string, address: string): Promise<boolean> {
    return (await this.#models.sessions.exists({ person, address })) !== null
  }

  async revoke(session: string, until: number): Promise<void> {
    const { revocations, sessions } = this.#models
    // This first: it alone makes the tokens void.
    if (!(await insert(revocations, { _id: session, until })))
      await revocations.updateOne({ _id: session }, { $max: { until } })
    await sessions.updateOne({ _id: session }, { $set: { ended: 1 }, $max: { expires: until } })
  }

  async isRevoked(session: string): Promise<boolean> {
    return (await this.#models.revocations.findById(session).lean()) !== null
  }

  async sweep(now: number): Promise<void> {
    await this.#models.revocations.deleteMany({ until: { $lt: now } })
    await this.#models.sessions.deleteMany({ expires: { $lt: now } })
  }
}

/** MongoDB takes no empty `$set`. */
function anyOf(change: object): boolean {
  return Object.keys(change).length > 0
}

export function recordOf({
  _id,
  person,
  device,
  address,
  created,
  seen,
  expires,
}: SessionDoc): SessionRecord {
  return { id: _id, person, device, address, created, seen, expires }
}
