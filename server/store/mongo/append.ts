import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Model, mongo } from 'mongoose'
import { isRestOf } from '../edits'
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
 * by the unique index (room, author, id), whichever node wrote it.
 */
export async function append(model: Model<MessageDoc>, room: string, drafts: Draft[]): Promise<Appended[]> {
  const answers: Appended[] = []
  let rounds = 0
  while (answers.length < drafts.length) {
    const rest = drafts.slice(answers.length)
    const docs = docsOf(room, rest, await newestOf(model, room))
    const written = await insert(model, docs)
    for (const { seq, time } of docs.slice(0, written)) answers.push({ seq, time, repeated: false })

    if (written === rest.length) return answers
    // Either messages were there before, or their places are taken and they go behind the others.
    const known = await answersOf(model, room, rest.slice(written))
    answers.push(...known)
    rounds = known.length + written > 0 ? 0 : rounds + 1
    if (rounds > mostRounds) throw new StoreUnavailable('Other servers were always first')
    // What stands in the way is perhaps not yet on a majority, and so cannot be read.
    if (known.length === 0) await pause(Math.random() * 2 * Math.min(rounds, 20))
  }
  return answers
}

/** The highest `seq` of a room that nothing can undo. */
export async function topOf(model: Model<MessageDoc>, room: string): Promise<number> {
  return (await newestOf(model, room)).seq
}

/** The newest line that nothing can undo; zeros when nothing was said. */
async function newestOf(model: Model<MessageDoc>, room: string): Promise<Pick<MessageDoc, 'seq' | 'time'>> {
  const newest = await model.findOne({ room }, { _id: 0, seq: 1, time: 1 }).sort({ seq: -1 }).lean()
  return newest ?? { seq: 0, time: 0 }
}

/** Behind the newest line. Clocks of servers differ, and are set: times do not fall for that. */
function docsOf(room: string, drafts: Draft[], newest: Pick<MessageDoc, 'seq' | 'time'>): MessageDoc[] {
  let { time } = newest
  return drafts.map(({ from, ...draft }, at) => {
    time = Math.max(time, draft.time)
    return { room, seq: newest.seq + 1 + at, author: from, ...draft, time }
  })
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

/**
 * What those of the drafts that are there already are answered with, up to the first that is not. All in one go:
 * after an outage whole batches come again, and one by one they would take longer than anybody waits.
 */
async function answersOf(model: Model<MessageDoc>, room: string, drafts: Draft[]): Promise<Appended[]> {
  const ids = new Map<string, string[]>()
  for (const { from } of drafts) ids.set(from, [])
  for (const { from, id } of drafts) ids.get(from)?.push(id)
  const ofAuthors = [...ids].map(([author, some]) => ({ author, id: { $in: some } }))
  const docs = await model.find({ room, $or: ofAuthors }).lean()
  const found = new Map(docs.map((doc) => [`${doc.author} ${doc.id}`, doc]))
  const answers: Appended[] = []
  for (const draft of drafts) {
    const first = found.get(`${draft.from} ${draft.id}`)
    if (!first) break
    answers.push(answerOf(first, draft))
  }
  return answers
}

/** What a message that is there already is answered with. */
function answerOf({ seq, time, kind, body, original, source }: MessageDoc, draft: Draft): Appended {
  // What a recalled message said is gone, so nothing can be compared with it.
  const isGone = kind === 'recalled' || isRestOf({ kind, body }, draft.body)
  const isEqual =
    draft.source === undefined ? isDeepStrictEqual(original ?? body, draft.body) : source === draft.source
  const same = isGone || (kind === draft.kind && isEqual)
  return same ? { seq, time, repeated: true } : { conflict: true }
}
