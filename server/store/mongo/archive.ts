import type { Model } from 'mongoose'
import type { Archive, Kind } from '../archive'
import type { Line } from '../store'
import { topOf } from './append'
import { forms } from './archive-forms'
import { lineOf } from './messages'
import { connectMongo, type MongoOptions } from './open'

/** Opens the store for a move. Rejects with `StoreNotOpened`. */
export async function openMongoArchive(options: MongoOptions): Promise<Archive> {
  const { connection, models } = await connectMongo(options)
  // Documents of every kind have an id that is a text; what else they hold is the forms' to know.
  const modelOf = (kind: Kind) => models[kind] as unknown as Model<{ _id: string }>

  async function membersOf(room: string): Promise<number> {
    return models.memberships.countDocuments({ room })
  }

  return {
    async *all(kind) {
      const { order, record } = forms[kind]
      const cursor = modelOf(kind).find().sort(order).lean().cursor()
      for await (const doc of cursor) yield record(doc as never)
    },
    async put(kind, records) {
      const docs = records.map((record) => forms[kind].doc(record))
      if (kind === 'rooms')
        for (const doc of docs) Object.assign(doc, { members: await membersOf(String(doc._id)) })
      const replacing = docs.map((doc) => ({
        replaceOne: { filter: { _id: doc._id }, replacement: doc, upsert: true },
      }))
      if (docs.length > 0) await modelOf(kind).collection.bulkWrite(replacing as never)
    },
    top: (room) => topOf(models.messages, room),
    async lines(room, after, limit) {
      const query = models.messages.find({ room, seq: { $gt: after } }).sort({ seq: 1 })
      return (await query.limit(limit).lean()).map(lineOf)
    },
    async putLines(room, lines) {
      const docs = lines.map(({ from, ...line }: Line) => ({ room, author: from, ...line }))
      await models.messages.collection.insertMany(docs, { ordered: true })
    },
    close: () => connection.close(),
  }
}
