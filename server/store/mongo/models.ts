import { type Connection, type Model, Schema } from 'mongoose'
import type { Pinned } from '#protocol'
import type { Link } from '../links'
import type { ReactionRecord } from '../marks'
import type { SessionRecord } from '../sessions'
import type { Account, Line, Membership, Room } from '../store'
import type { Upload } from '../uploads'
import { type Shape, schemaOf, text, whole, words } from './shape'

export interface MessageDoc extends Omit<Line, 'from'> {
  room: string
  author: string
}

export interface AccountDoc extends Omit<Account, 'id'> {
  _id: string
  /** `login:` or `openid:` and the name, or `guest:` and the id: one unique index for all of them. */
  key: string
  hash?: string
  unionid?: string
  seen: number
}

export interface SessionDoc extends Omit<SessionRecord, 'id'> {
  _id: string
  /** 1 of one that was signed out, else 0. */
  ended: number
}

export interface RevocationDoc {
  _id: string
  until: number
}

export interface RoomDoc extends Omit<Room, 'id' | 'code'> {
  _id: string
  /** The code, or `-` and the id: no code begins so. */
  code: string
  owner: string
  founder: string
  request: string
  members: number
  /** When `members` last changed. */
  counted: number
}

export interface MembershipDoc extends Omit<Membership, 'role'> {
  /** Room and person, with a blank between. */
  _id: string
}

export interface BarredDoc {
  /** Room and person, with a blank between. */
  _id: string
  room: string
  person: string
}

export interface LinkDoc extends Omit<Link, 'id'> {
  _id: string
  /** Who asks whom, with a blank between, while it waits; then the id. */
  open: string
}

export interface PairDoc {
  /** The two ids in their order, with a blank between. */
  _id: string
  one: string
  other: string
  room: string
  since: number
}

export interface BlockDoc {
  /** Who blocks and who is blocked, with a blank between. */
  _id: string
  by: string
  person: string
  read?: number
}

export interface UploadDoc extends Omit<Upload, 'id' | 'body'> {
  _id: string
  /** JSON. */
  body?: string
  holder?: string
  held?: number
}

export interface ReactionsDoc extends ReactionRecord {
  /** Room and `seq`, with a blank between. */
  _id: string
  room: string
  seq: number
}

export interface PinsDoc extends Pinned {
  /** The room. */
  _id: string
}

export interface HiddenDoc {
  /** Room, person and `seq`, with blanks between. */
  _id: string
  room: string
  person: string
  seq: number
}

/** A room that is being removed: until this is gone, something of it may be left. */
export interface RemovalDoc {
  _id: string
}

export interface Models {
  messages: Model<MessageDoc>
  accounts: Model<AccountDoc>
  sessions: Model<SessionDoc>
  revocations: Model<RevocationDoc>
  rooms: Model<RoomDoc>
  memberships: Model<MembershipDoc>
  barred: Model<BarredDoc>
  links: Model<LinkDoc>
  pairs: Model<PairDoc>
  blocks: Model<BlockDoc>
  uploads: Model<UploadDoc>
  reactions: Model<ReactionsDoc>
  pins: Model<PinsDoc>
  hidden: Model<HiddenDoc>
  removals: Model<RemovalDoc>
}

/** Every collection. */
const shapes: Record<keyof Models, Shape> = {
  messages: {
    fields: {
      room: text,
      seq: whole,
      author: text,
      id: text,
      kind: text,
      time: whole,
      reply: Number,
      mentions: { type: [String], default: undefined },
      body: Schema.Types.Mixed,
      audience: String,
      by: String,
      edits: { type: [Number], default: undefined },
      original: String,
      unheard: Schema.Types.Mixed,
      source: String,
    },
    unique: [
      { room: 1, seq: 1 },
      { room: 1, author: 1, id: 1 },
    ],
    // Few mention anybody, and an index on all would have an entry for each message.
    partial: [{ keys: { room: 1, mentions: 1, seq: 1 }, where: 'mentions' }],
  },
  accounts: {
    fields: {
      _id: text,
      name: words,
      avatar: words,
      created: whole,
      key: text,
      hash: String,
      unionid: String,
      seen: whole,
      receipts: Boolean,
    },
    unique: [{ key: 1 }],
  },
  sessions: {
    fields: {
      _id: text,
      person: text,
      device: words,
      address: words,
      created: whole,
      seen: whole,
      expires: whole,
      ended: whole,
    },
    indexes: [{ person: 1, seen: 1 }, { expires: 1 }],
  },
  revocations: { fields: { _id: text, until: whole }, indexes: [{ until: 1 }] },
  rooms: {
    fields: {
      _id: text,
      kind: text,
      name: words,
      code: text,
      created: whole,
      owner: words,
      founder: words,
      request: words,
      members: whole,
      counted: whole,
    },
    unique: [{ code: 1 }, { founder: 1, request: 1 }],
  },
  memberships: {
    fields: {
      _id: text,
      room: text,
      person: text,
      read: whole,
      joined: whole,
      marked: Number,
      shown: Number,
    },
    indexes: [{ room: 1, joined: 1, person: 1 }, { person: 1 }],
  },
  barred: { fields: { _id: text, room: text, person: text }, indexes: [{ room: 1, person: 1 }] },
  links: {
    fields: {
      _id: text,
      from: text,
      to: text,
      note: words,
      time: whole,
      state: text,
      settled: Number,
      open: text,
    },
    unique: [{ open: 1 }],
    indexes: [
      { from: 1, to: 1, time: -1 },
      { to: 1, state: 1 },
    ],
  },
  pairs: {
    fields: { _id: text, one: text, other: text, room: text, since: whole },
    indexes: [{ one: 1 }, { other: 1 }],
  },
  blocks: {
    fields: { _id: text, by: text, person: text, read: Number },
    indexes: [{ by: 1 }, { person: 1 }],
  },
  uploads: {
    fields: {
      _id: text,
      owner: text,
      room: text,
      kind: text,
      size: whole,
      created: whole,
      state: text,
      name: String,
      message: String,
      body: String,
      holder: String,
      held: Number,
      problem: String,
      blob: String,
    },
    indexes: [{ owner: 1 }, { room: 1 }, { state: 1, created: 1 }, { blob: 1 }],
  },
  reactions: {
    fields: {
      _id: text,
      room: text,
      seq: whole,
      version: whole,
      people: Schema.Types.Mixed,
      untold: Schema.Types.Mixed,
      line: Number,
    },
    unique: [{ room: 1, seq: 1 }],
  },
  pins: { fields: { _id: text, version: whole, seqs: { type: [Number], default: [] } } },
  hidden: {
    fields: { _id: text, room: text, person: text, seq: whole },
    unique: [{ room: 1, person: 1, seq: 1 }],
  },
  removals: { fields: { _id: text } },
}

/** The models of a connection; their indexes are made by `makeIndexes`. */
export function modelsOf(connection: Connection): Models {
  const models = Object.entries(shapes).map(([name, shape]) => {
    return [name, connection.model(name, schemaOf(name, shape))]
  })
  // `shapes` has every collection, with the fields of its document.
  return Object.fromEntries(models) as unknown as Models
}

/** Makes the indexes that are not there. Without the unique ones nothing else would be right. */
export async function makeIndexes(models: Models): Promise<void> {
  await Promise.all(Object.values(models).map((model: Model<unknown>) => model.createIndexes()))
}
