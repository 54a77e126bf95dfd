import type { Link } from './links'
import type { ReactionRecord } from './marks'
import type { SessionRecord } from './sessions'
import type { Account, Line, Membership, Room } from './store'
import type { Upload } from './uploads'

/** What is kept besides messages, in a form that every adapter can read and write. */
export interface Records {
  /** `receipts`: 0 of who has turned them off. */
  accounts: Omit<Account, 'receipts'> & {
    receipts?: number
    seen: number
    login?: string
    hash?: string
    openid?: string
    unionid?: string
  }
  /** `ended`: 1 of one that was signed out, else 0. */
  sessions: SessionRecord & { ended: number }
  revocations: { session: string; until: number }
  memberships: Omit<Membership, 'role'>
  rooms: Room & { owner?: string; founder?: string; request?: string }
  barred: { room: string; person: string }
  links: Link
  /** The two in the order of their ids. */
  pairs: { one: string; other: string; room: string; since: number }
  blocks: { by: string; person: string; read: number }
  /** `body` as JSON. */
  uploads: Omit<Upload, 'body'> & { body?: string }
  /** `people` and `untold` as JSON. */
  reactions: Omit<ReactionRecord, 'people' | 'untold'> & {
    room: string
    seq: number
    people: string
    untold: string
  }
  /** `seqs` as JSON. */
  pins: { room: string; version: number; seqs: string }
  hidden: { room: string; person: string; seq: number }
}

export type Kind = keyof Records

/** In the order in which they are to be put: a room counts the memberships that are there. */
export const kinds = [
  'accounts',
  'sessions',
  'revocations',
  'memberships',
  'rooms',
  'barred',
  'links',
  'pairs',
  'blocks',
  'uploads',
  'reactions',
  'pins',
  'hidden',
] as const satisfies Kind[]

/** A whole store, for a move: nobody else may use it meanwhile. */
export interface Archive {
  /** All of a kind in the order of their ids; invitations in that of their time. */
  all<K extends Kind>(kind: K): AsyncIterable<Records[K]>
  /** Adds records, or replaces those with the same id. */
  put<K extends Kind>(kind: K, records: Records[K][]): Promise<void>
  top(room: string): Promise<number>
  lines(room: string, after: number, limit: number): Promise<Line[]>
  /** Adds lines at the places that they have, right behind the room's top. */
  putLines(room: string, lines: Line[]): Promise<void>
  close(): Promise<void>
}
