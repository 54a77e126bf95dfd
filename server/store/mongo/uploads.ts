import type { MediaBody } from '#protocol'
import type { Lease, Share, Upload, Uploads } from '../uploads'
import { insert } from './duplicate'
import type { Models, UploadDoc } from './models'

const gone = { $ne: 'gone' } as const
const live = { $in: ['coming', 'ready', 'said', 'retracted'] } as const
const shareable = { $in: ['ready', 'said', 'retracted'] } as const

export class MongoUploads implements Uploads {
  readonly #models: Models

  constructor(models: Models) {
    this.#models = models
  }

  async begin(upload: Upload): Promise<void> {
    await insert(this.#models.uploads, uploadDoc(upload))
  }

  async get(id: string): Promise<Upload | undefined> {
    const doc = await this.#models.uploads.findById(id).lean()
    return doc ? uploadOf(doc) : undefined
  }

  async finish(id: string, size: number, body: MediaBody): Promise<void> {
    const change = { $set: { state: 'ready', size, body: JSON.stringify(body) } }
    await this.#models.uploads.updateOne({ _id: id, state: 'coming' }, change)
  }

  async lease(id: string, { holder, until }: Lease, now: number): Promise<boolean> {
    const free = [{ holder: { $exists: false } }, { held: { $lte: now } }, { holder }]
    const { matchedCount } = await this.#models.uploads.updateOne(
      { _id: id, state: 'coming', $or: free },
      { $set: { holder, held: until } },
    )
    return matchedCount === 1
  }

  async release(id: string, holder: string): Promise<void> {
    await this.#models.uploads.updateOne({ _id: id, holder }, { $unset: { holder: 1, held: 1 } })
  }

  async refuse(id: string, problem: string): Promise<void> {
    await this.#models.uploads.updateOne({ _id: id, state: 'coming' }, { $set: { state: 'doomed', problem } })
  }

  async claim(id: string, message: string): Promise<boolean> {
    const { uploads } = this.#models
    await uploads.updateOne({ _id: id, state: 'ready' }, { $set: { state: 'said', message } })
    return (await uploads.exists({ _id: id, message })) !== null
  }

  /**
   * They are kept as `coming` first, and then the others are looked at again: who removes a file looks for those that have it after the
   * other one was marked, so it finds these, or these find the mark. If the server dies in between, a retry begins anew.
   */
  async share(shares: Share[]): Promise<boolean> {
    const { uploads } = this.#models
    const ids = [...new Set(shares.map(({ id }) => id))]
    const known = await uploads.find({ _id: { $in: ids }, state: { $ne: 'coming' } }, { _id: 1 }).lean()
    const kept = new Set(known.map(({ _id }) => _id))
    const missing = shares.filter(({ id }) => !kept.has(id))
    const before = await this.#shareable(missing)
    const docs = missing.flatMap((share) => sharedDoc(share, before.get(share.of)) ?? [])
    if (docs.length < missing.length) return false
    for (const doc of docs) await insert(uploads, doc)
    const after = await this.#shareable(missing)
    const state = missing.every(({ of }) => after.has(of)) ? 'said' : 'doomed'
    await uploads.updateMany({ _id: { $in: ids }, state: 'coming' }, { $set: { state } })
    return (await uploads.countDocuments({ _id: { $in: ids }, state: shareable })) === ids.length
  }

  async #shareable(shares: Share[]): Promise<Map<string, UploadDoc>> {
    const ids = shares.map(({ of }) => of)
    const docs = await this.#models.uploads.find({ _id: { $in: ids }, state: shareable }).lean()
    return new Map(docs.map((doc) => [doc._id, doc]))
  }

  async isInUse(blob: string): Promise<boolean> {
    return (await this.#models.uploads.exists({ $or: [{ _id: blob }, { blob }], state: live })) !== null
  }

  async retract(id: string): Promise<void> {
    await this.#models.uploads.updateOne({ _id: id, state: 'said' }, { $set: { state: 'retracted' } })
  }

  async markForDeletion(id: string): Promise<void> {
    await this.#models.uploads.updateOne({ _id: id, state: gone }, { $set: { state: 'doomed' } })
  }

  async markRoomForDeletion(room: string): Promise<void> {
    await this.#models.uploads.updateMany({ room, state: gone }, { $set: { state: 'doomed' } })
  }

  async markOwnedForDeletion(owner: string): Promise<void> {
    await this.#models.uploads.updateMany({ owner, state: gone }, { $set: { state: 'doomed' } })
  }

  async bytesOf(owner: string): Promise<number> {
    const sum = [
      { $match: { owner } },
      { $group: { _id: { $ifNull: ['$blob', '$_id'] }, size: { $max: '$size' } } },
      { $group: { _id: null, bytes: { $sum: '$size' } } },
    ]
    const [all] = await this.#models.uploads.aggregate<{ bytes: number }>(sum)
    return all?.bytes ?? 0
  }

  async markUnsaidForDeletion(before: number): Promise<void> {
    const unsaid = { state: { $in: ['coming', 'ready'] }, created: { $lt: before } } as const
    await this.#models.uploads.updateMany(unsaid, { $set: { state: 'doomed' } })
  }

  async markedForDeletion(limit: number): Promise<Upload[]> {
    const query = this.#models.uploads.find({ state: 'doomed' }).sort({ created: 1 }).limit(limit)
    return (await query.lean()).map(uploadOf)
  }

  async clear(id: string): Promise<void> {
    const { uploads } = this.#models
    await uploads.updateOne({ _id: id, message: { $exists: true } }, { $set: { state: 'gone', size: 0 } })
    await uploads.deleteOne({ _id: id, message: { $exists: false } })
  }
}

function uploadDoc({ id, body, ...rest }: Upload): UploadDoc {
  return { _id: id, ...rest, ...(body && { body: JSON.stringify(body) }) }
}

function sharedDoc({ of, ...share }: Share, from: UploadDoc | undefined): UploadDoc | undefined {
  if (!from) return undefined
  const { kind, size, name, body, blob = of } = uploadOf(from)
  const upload: Upload = { ...share, kind, size, state: 'coming', blob }
  return uploadDoc({
    ...upload,
    ...(name !== undefined && { name }),
    ...(body && { body: { ...body, media: share.id } }),
  })
}

function uploadOf({ _id: id, blob, name, message, body, problem, ...doc }: UploadDoc): Upload {
  const { owner, room, kind, size, created, state } = doc
  const upload: Upload = { id, owner, room, kind, size, created, state }
  if (typeof blob === 'string') upload.blob = blob
  if (typeof name === 'string') upload.name = name
  if (typeof message === 'string') upload.message = message
  if (typeof body === 'string') upload.body = JSON.parse(body)
  if (typeof problem === 'string') upload.problem = problem
  return upload
}
