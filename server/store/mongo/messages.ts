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

  async find(room: string, author: string, id: string): Promise<Line | undefined> {
    const doc = await this.#models.messages.findOne({ room, author, id }).lean()
    return doc ? lineOf(doc) : undefined
  }

  async blank(room: string, seq: number, by: string): Promise<string | undefined> {
    const change = { $set: { kind: 'recalled', body: '', by }, $unset: { reply: 1, mentions: 1 } } as const
    await this.#models.messages.updateOne({ room, seq, kind: { $ne: 'recalled' } }, change)
    const line = await this.get(room, seq)
    return line && (line.by ?? line.from)
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
  const { seq, id, author, kind, body, time, reply, mentions, audience, by } = doc
  const line: Line = { seq, id, from: author, kind, body, time }
  if (typeof reply === 'number') line.reply = reply
  if (mentions) line.mentions = mentions
  if (audience) line.audience = audience
  if (typeof by === 'string') line.by = by
  return line
}
