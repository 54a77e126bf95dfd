import type { Appended, Draft, Line, Messages } from '../store'
import { append, topOf } from './append'
import type { MessageDoc, Models } from './models'

export class MongoMessages implements Messages {
  readonly #models: Models

  constructor(models: Models) {
    this.#models = models
  }

  append(room: string, drafts: Draft[]): Promise<Appended[]> {
    return append(this.#models.messages, room, drafts)
  }

  top(room: string): Promise<number> {
    return topOf(this.#models.messages, room)
  }

  async after(room: string, seq: number, limit: number): Promise<Line[]> {
    const query = this.#models.messages.find({ room, seq: { $gt: seq } })
    return (await query.sort({ seq: 1 }).limit(limit).lean()).map(lineOf)
  }

  async before(room: string, seq: number, limit: number): Promise<Line[]> {
    const query = this.#models.messages.find({ room, seq: { $lt: seq } })
    return (await query.sort({ seq: -1 }).limit(limit).lean()).map(lineOf).reverse()
  }

  async get(room: string, seq: number): Promise<Line | undefined> {
    const doc = await this.#models.messages.findOne({ room, seq }).lean()
    return doc ? lineOf(doc) : undefined
  }

  async blank(room: string, seq: number): Promise<void> {
    const change = { $set: { kind: 'recalled', body: '' }, $unset: { reply: 1, mentions: 1 } } as const
    await this.#models.messages.updateOne({ room, seq }, change)
  }

  async hasLineOf(author: string): Promise<boolean> {
    // From room to room, by the index on room and author: there is none on the author alone.
    const rooms = (await this.#models.rooms.find({}, { _id: 1 }).lean()).map(({ _id }) => _id)
    return (await this.#models.messages.exists({ room: { $in: rooms }, author })) !== null
  }

  async hideFromAuthor(room: string, seq: number): Promise<void> {
    await this.#models.messages.updateOne({ room, seq }, { $set: { audience: 'peer' } })
  }
}

/** A line as it was given: without what the store adds, and what was not given. */
export function lineOf(doc: MessageDoc): Line {
  const { seq, id, author, kind, body, time, reply, mentions, audience } = doc
  const line: Line = { seq, id, from: author, kind, body, time }
  if (typeof reply === 'number') line.reply = reply
  if (mentions) line.mentions = mentions
  if (audience) line.audience = audience
  return line
}
