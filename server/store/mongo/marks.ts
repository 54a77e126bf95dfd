import type { Pinned } from '#protocol'
import { noPins, noReactions, pinnedWith, reactedWith } from '../mark-changes'
import type { Marks, Reaction, ReactionRecord, Reactors } from '../marks'
import { insert } from './duplicate'
import type { Models, PinsDoc, ReactionsDoc } from './models'
import { untilFirst } from './until-first'

/** Each state is made from the one before it, and kept if that one is still there: of several servers one is first, the others try again. */
export class MongoMarks implements Marks {
  readonly #models: Models

  constructor(models: Models) {
    this.#models = models
  }

  react(
    room: string,
    seq: number,
    reactions: Reaction[],
  ): Promise<{ record: ReactionRecord; refused: number[] }> {
    return untilFirst(async () => {
      const doc = await this.#models.reactions.findById(reactionsId(room, seq)).lean()
      const { record, changes, refused } = reactedWith(doc ? recordOf(doc) : noReactions, reactions)
      const kept = doc ? await this.#change(doc, record, changes) : await this.#begin(room, seq, record)
      return kept && { record: kept, refused }
    })
  }

  async #begin(room: string, seq: number, record: ReactionRecord): Promise<ReactionRecord | undefined> {
    const doc: ReactionsDoc = { _id: reactionsId(room, seq), room, seq, ...record }
    return (await insert(this.#models.reactions, doc)) ? record : undefined
  }

  async #change(
    { _id, version: before }: ReactionsDoc,
    record: ReactionRecord,
    changes: ReactionRecord['untold'],
  ): Promise<ReactionRecord | undefined> {
    if (changes.length === 0) return record
    const { version, people } = record
    // What is untold is added to, and not set: another server may take away of it what it has told by now.
    const change = { $set: { version, people }, $push: { untold: { $each: changes } } }
    const query = this.#models.reactions.findOneAndUpdate({ _id, version: before }, change, {
      returnDocument: 'after',
    })
    const doc = await query.lean()
    return doc ? recordOf(doc) : undefined
  }

  async told(room: string, seq: number, version: number, line: number): Promise<void> {
    const change = { $pull: { untold: { version: { $lte: version } } }, $max: { line } }
    await this.#models.reactions.updateOne({ _id: reactionsId(room, seq) }, change)
  }

  async reactions(room: string, seqs: number[]): Promise<Array<Reactors & { seq: number }>> {
    if (seqs.length === 0) return []
    const ids = seqs.map((seq) => reactionsId(room, seq))
    const docs = await this.#models.reactions.find({ _id: { $in: ids }, version: { $gt: 0 } }).lean()
    return docs.map(({ seq, version, people }) => ({ seq, version, people }))
  }

  async dropReactions(room: string, seq: number): Promise<void> {
    await this.#models.reactions.deleteOne({ _id: reactionsId(room, seq) })
  }

  pin(room: string, seq: number, on: boolean): Promise<{ pinned: Pinned; changed: boolean } | 'full'> {
    return untilFirst(async () => {
      const there = await this.pinned(room)
      const before = there ?? noPins
      const pinned = pinnedWith(before, seq, on)
      if (pinned === 'full') return pinned
      if (pinned === before) return { pinned, changed: false }
      const isKept = there
        ? await this.#swapPins(room, before.version, pinned)
        : await insert<PinsDoc>(this.#models.pins, { _id: room, ...pinned })
      return isKept ? { pinned, changed: true } : undefined
    })
  }

  async #swapPins(room: string, before: number, pinned: Pinned): Promise<boolean> {
    const { matchedCount } = await this.#models.pins.updateOne(
      { _id: room, version: before },
      { $set: pinned },
    )
    return matchedCount === 1
  }

  async pinned(room: string): Promise<Pinned | undefined> {
    const doc = await this.#models.pins.findById(room).lean()
    return doc ? { version: doc.version, seqs: doc.seqs } : undefined
  }
}

export function reactionsId(room: string, seq: number): string {
  return `${room} ${seq}`
}

function recordOf({ version, people, untold, line }: ReactionsDoc): ReactionRecord {
  return { version, people, untold, ...(typeof line === 'number' && { line }) }
}
