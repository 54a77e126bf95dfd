import type { Hidden } from '../hidden'
import type { HiddenDoc, Models } from './models'

export class MongoHidden implements Hidden {
  readonly #models: Models

  constructor(models: Models) {
    this.#models = models
  }

  async hide(room: string, person: string, seqs: number[], most: number): Promise<boolean> {
    const known = new Set(await this.among(room, person, seqs))
    const added = [...new Set(seqs)].filter((seq) => !known.has(seq))
    if (added.length === 0) return true
    const before = await this.#models.hidden.countDocuments({ room, person })
    if (before + added.length > most) return false
    const puts = added.map((seq) => {
      const doc = hiddenDoc({ room, person, seq })
      return { replaceOne: { filter: { _id: doc._id }, replacement: doc, upsert: true } }
    })
    await this.#models.hidden.bulkWrite(puts, { ordered: false })
    return true
  }

  async among(room: string, person: string, seqs: number[]): Promise<number[]> {
    if (seqs.length === 0) return []
    const docs = await this.#models.hidden.find({ room, person, seq: { $in: seqs } }, { seq: 1 }).lean()
    return docs.map(({ seq }) => seq)
  }

  async newest(room: string, person: string, limit: number): Promise<number[]> {
    const query = this.#models.hidden.find({ room, person }, { seq: 1 }).sort({ seq: -1 })
    return (await query.limit(limit).lean()).map(({ seq }) => seq)
  }

  async forget(room: string, person: string): Promise<void> {
    await this.#models.hidden.deleteMany({ room, person })
  }
}

export function hiddenDoc({ room, person, seq }: Omit<HiddenDoc, '_id'>): HiddenDoc {
  return { _id: `${room} ${person} ${seq}`, room, person, seq }
}
