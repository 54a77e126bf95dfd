import { type Connection, type ConnectOptions, createConnection } from 'mongoose'
import { type Store, StoreNotOpened } from '../store'
import { MongoAccounts } from './accounts'
import { Gate } from './gate'
import { MongoHidden } from './hidden'
import { MongoLinks, noteReads } from './links'
import { MongoMarks } from './marks'
import { MongoMessages } from './messages'
import { type Models, makeIndexes, modelsOf } from './models'
import { tellWhenGone } from './pool'
import { probedIn, refuseUnsafe } from './probe'
import { reviveWhenStuck } from './revive'
import { MongoRooms } from './rooms'
import { MongoSessions } from './sessions'
import { MongoUploads } from './uploads'

export interface MongoOptions {
  /** `mongodb://` or `mongodb+srv://`. */
  url: string
  /** In place of the one that the address names; `chat` where none is named. */
  database?: string
  /** Milliseconds in which the server must say that it lives, also while it is busy; 2,000 unless given. */
  patienceMs?: number
  /** Milliseconds in which a call is answered, or refused; 8,000 unless given. */
  callMs?: number
}

interface Connected {
  connection: Connection
  models: Models
  rooms: MongoRooms
}

/** Short, for a person waits: what is not answered by then is refused with "try again". */
const settings: ConnectOptions = {
  // Acknowledged is what a majority has on its disks; and that is also what is read.
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 4_000 },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  serverSelectionTimeoutMS: 2_000,
  waitQueueTimeoutMS: 4_000,
  // A server that hangs is found out by this and the time of a connection.
  heartbeatFrequencyMS: 2_000,
  // Longer than anything but the first making of an index takes.
  socketTimeoutMS: 60_000,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
}

/**
 * Opens the store that several servers share: MongoDB, or a server that speaks its wire protocol. Uses
 * no transactions. While it is out of reach every call rejects with `StoreUnavailable`; it comes back by
 * itself. Rejects with `StoreNotOpened`, whose message is a sentence for the operator.
 */
export async function openMongoStore(options: MongoOptions): Promise<Store> {
  const { connection, models, rooms } = await connectMongo(options)
  const gate = new Gate(() => watch.revive(), options.callMs)
  const watch = reviveWhenStuck(
    () => connection.getClient(),
    () => connectAnew(connection, options),
    (client) => tellWhenGone(connection, client, () => gate.breakOff('MongoDB is gone')),
  )
  let closing: Promise<void> | undefined
  return {
    messages: gate.guard(new MongoMessages(models)),
    accounts: gate.guard(new MongoAccounts(models)),
    sessions: gate.guard(new MongoSessions(models)),
    rooms: gate.guard(rooms),
    links: gate.guard(new MongoLinks(models)),
    uploads: gate.guard(new MongoUploads(models)),
    marks: gate.guard(new MongoMarks(models)),
    hidden: gate.guard(new MongoHidden(models)),
    // The smallest write there is: it goes all the way to the disks of a majority.
    check: () => gate.run(async () => void (await models.revocations.deleteOne({ _id: '' }))),
    close() {
      watch.stop()
      closing ??= gate.close().then(() => connection.close())
      return closing
    },
  }
}

/** Connects, makes the indexes, and ends what a server that died has begun. Rejects with `StoreNotOpened`. */
export async function connectMongo(options: MongoOptions): Promise<Connected> {
  const connection = await connect(options)
  const models = modelsOf(connection)
  const rooms = new MongoRooms(models)
  try {
    await makeIndexes(models)
    await refuseUnsafe(probedIn(models))
    await rooms.setUp()
    // Of a version that did not note it: what is not known counts from now.
    await models.accounts.updateMany({ seen: { $exists: false } }, { $set: { seen: Date.now() } })
    await noteReads(models)
    return { connection, models, rooms }
  } catch (error) {
    await connection.close()
    throw notOpened(error)
  }
}

async function connect(options: MongoOptions): Promise<Connection> {
  try {
    return await createConnection(options.url, settingsOf(options)).asPromise()
  } catch (error) {
    throw notOpened(error)
  }
}

/** The models stay as they are: they ask their connection each time. */
async function connectAnew(connection: Connection, options: MongoOptions): Promise<void> {
  // Not by force, after which Mongoose lets no model be used again. Connections that wait for an answer are ended anyway.
  await connection.close()
  await connection.openUri(options.url, settingsOf(options))
}

function settingsOf({ url, database, patienceMs = 2_000 }: MongoOptions): ConnectOptions {
  const named = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(url)?.[1]
  return { ...settings, connectTimeoutMS: patienceMs, dbName: database ?? named ?? 'chat' }
}

/** The driver names hosts and never the password. */
function notOpened(error: unknown): StoreNotOpened {
  const reason = error instanceof Error ? error.message : String(error)
  return new StoreNotOpened(`MongoDB cannot be used: ${reason}`)
}
