import type { UpdateQuery } from 'mongoose'
import { targetOf } from '#protocol'
import { editedBy, editsOf, isBeyondEdits, wordsOf } from '../edits'
import type { Appended, Draft, Line, Messages } from '../store'
import { append, topOf } from './append'
import type { MessageDoc, Models } from './models'

type Change = UpdateQuery<MessageDoc>

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

  async getMany(room: string, seqs: number[]): Promise<Line[]> {
    return (await this.#models.messages.find({ room, seq: { $in: seqs } }).lean()).map(lineOf)
  }

  async find(room: string, from: string, id: string): Promise<Line | undefined> {
    const doc = await this.#models.messages.findOne({ room, author: from, id }).lean()
    return doc ? lineOf(doc) : undefined
  }

  async edit(room: string, by: number): Promise<void> {
    const edit = await this.get(room, by)
    const text = edit && wordsOf(edit)
    if (!edit || text === undefined) return
    for (let isDone = false; !isDone; ) {
      const message = await this.get(room, targetOf(edit) ?? 0)
      if (!message) return
      if (isBeyondEdits(message, edit)) return this.#strip(room, [by])
      const edited = editedBy(message, edit, text)
      isDone = edited === undefined || (await this.#change(room, message, { $set: edited }))
    }
  }

  async blank(room: string, seq: number, by: string): Promise<string | undefined> {
    const gone = { reply: 1, mentions: 1, edits: 1, original: 1, unheard: 1, source: 1 } as const
    const change = { $set: { kind: 'recalled', body: '', by }, $unset: gone } as const
    for (;;) {
      const line = await this.get(room, seq)
      if (!line || line.kind === 'recalled') return line && (line.by ?? line.from)
      // First: a blank line does not tell which its edits were.
      await this.#strip(room, editsOf(line))
      await this.#change(room, line, change)
    }
  }

  /** Changes a line unless another server has edited it or taken it back since it was read: false then. */
  async #change(room: string, { seq, kind, edits, unheard }: Line, change: Change): Promise<boolean> {
    const absent = { $exists: false }
    const asRead = { edits: edits ?? absent, 'unheard.edits': unheard?.edits ?? absent }
    const done = await this.#models.messages.updateOne({ room, seq, kind, ...asRead }, change)
    return done.matchedCount > 0
  }

  /** Takes the text of edits away. */
  async #strip(room: string, edits: number[]): Promise<void> {
    if (edits.length === 0) return
    await this.#models.messages.updateMany(
      { room, seq: { $in: edits }, kind: 'edit' },
      { $unset: { 'body.text': 1 } },
    )
  }

  async hasLineOf(author: string, but = ''): Promise<boolean> {
    // From room to room, by the index on room and author: there is none on the author alone.
    const rooms = (await this.#models.rooms.find({ _id: { $ne: but } }, { _id: 1 }).lean()).map(
      ({ _id }) => _id,
    )
    return (await this.#models.messages.exists({ room: { $in: rooms }, author })) !== null
  }

  async hideFromAuthor(room: string, seq: number): Promise<void> {
    const line = await this.get(room, seq)
    await this.#strip(room, line?.unheard?.edits ?? [])
    await this.#models.messages.updateOne(
      { room, seq },
      { $set: { audience: 'peer' }, $unset: { unheard: 1 } },
    )
  }
}

/** A line as it was given: without what the store adds, and what was not given. */
export function lineOf(doc: MessageDoc): Line {
  const {
    seq,
    id,
    author,
    kind,
    body,
    time,
    reply,
    mentions,
    audience,
    by,
    edits,
    original,
    unheard,
    source,
  } = doc
  const line: Line = { seq, id, from: author, kind, body, time }
  if (typeof reply === 'number') line.reply = reply
  if (mentions) line.mentions = mentions
  if (audience) line.audience = audience
  if (typeof by === 'string') line.by = by
  if (edits) line.edits = edits
  if (typeof original === 'string') line.original = original
  if (unheard) line.unheard = unheard
  if (typeof source === 'string') line.source = source
  return line
}
