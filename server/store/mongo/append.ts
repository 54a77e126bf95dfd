import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Model, mongo } from 'mongoose'
import { type Appended, type Draft, StoreUnavailable } from '../store'
import { isDuplicate } from './duplicate'
import type { MessageDoc } from './models'

/** Rounds without a message more, each some milliseconds, before it is given up: another may try again. */
const mostRounds = 100

/**
 * Appends drafts at top+1, top+2, …; the unique index (room, seq) is the sequencer between the servers.
 *
 * Why there is never a hole: the top is read with read concern "majority", so the line before a new one
 * can not be undone any more by a change of the primary. A batch is inserted in its order and stops at
 * the first line that cannot be; what another server has written at our place stops it there. So
 * whatever is cut off, by a conflict, a crash or a lost connection, is the end of a batch and never
 * its middle. What is not known to have been written is `StoreUnavailable`, and sent again it is found
 * by the unique index (room, author, id), whoever wrote it.
 */
export async function append(model: Model<MessageDoc>, room: string, drafts: Draft[]): Promise<Appended[]> {
  const answers: Appended[] = []
  let rounds = 0
  while (answers.length < drafts.length) {
    const rest = drafts.slice(answers.length)
    const top = await topOf(model, room)
    const written = await insert(model, docsOf(room, rest, top))
    for (const [at, { time }] of rest.slice(0, written).entries())
      answers.push({ seq: top + 1 + at, time, repeated: false })

    const refused = rest[written]
    if (!refused) return answers
    // Either the message was there before, or its place is taken and the others go behind it.
    const known = await answerOf(model, room, refused)
    if (known) answers.push(known)
    rounds = known || written > 0 ? 0 : rounds + 1
    if (rounds > mostRounds) throw new StoreUnavailable('Other servers were always first')
    // What stands in the way is perhaps not yet on a majority, and so cannot be read.
    if (!known) await pause(Math.random() * 2 * Math.min(rounds, 20))
  }
  return answers
}

/** The highest `seq` of a room that nothing can undo. */
export async function topOf(model: Model<MessageDoc>, room: string): Promise<number> {
  const newest = await model.findOne({ room }, { _id: 0, seq: 1 }).sort({ seq: -1 }).lean()
  return newest?.seq ?? 0
}

function docsOf(room: string, drafts: Draft[], top: number): MessageDoc[] {
  return drafts.map(({ from, ...draft }, at) => ({ room, seq: top + 1 + at, author: from, ...draft }))
}

/** How many were written, from the first on; fewer than all when a unique index has refused the next. */
async function insert(model: Model<MessageDoc>, docs: MessageDoc[]): Promise<number> {
  try {
    // Straight to the driver: every one of these has come through the decoder of the wire.
    await model.collection.insertMany(docs, { ordered: true })
    return docs.length
  } catch (error) {
    const refused = error instanceof mongo.MongoBulkWriteError ? [error.writeErrors].flat()[0] : undefined
    if (!refused || !isDuplicate(refused)) throw error
    return refused.index
  }
}

/** What a message that is there already is answered with. */
async function answerOf(model: Model<MessageDoc>, room: string, draft: Draft): Promise<Appended | undefined> {
  const first = await model.findOne({ room, author: draft.from, id: draft.id }).lean()
  if (!first) return undefined
  const { seq, time, kind, body } = first
  // What a recalled message said is gone, so nothing can be compared with it.
  const same = kind === 'recalled' || (kind === draft.kind && isDeepStrictEqual(body, draft.body))
  return same ? { seq, time, repeated: true } : { conflict: true }
}
