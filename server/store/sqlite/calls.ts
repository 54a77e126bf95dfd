import type { Store } from '../store'

/** What crosses to the thread and back: plain objects, copied on the way. */

/** The ports that the thread answers for; `file` is the store as a whole. */
export type Ports = Pick<
  Store,
  'messages' | 'accounts' | 'sessions' | 'rooms' | 'links' | 'uploads' | 'marks' | 'hidden'
> & {
  file: Pick<Store, 'check'>
}
export type PortName = keyof Ports

/** A port whose methods answer at once instead of by promise. */
export type Sync<Port> = {
  [M in keyof Port]: Port[M] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never
}
export type SyncPorts = { [P in PortName]: Sync<Ports[P]> }

/** `n` numbers the calls of one store, and its answer repeats it. */
export interface Call {
  n: number
  port: PortName
  method: string
  args: unknown[]
}

export type Answer =
  | { n: number; value: unknown }
  /** This call failed by itself; the others of its batch did not. */
  | { n: number; fault: string }
  /** The file could not be written or read: `StoreUnavailable`. */
  | { n: number; unavailable: string }

/**
 * `hold`: all that was written goes into the file itself, which is left as it is until `release`; what is written
 * meanwhile waits in the log. Neither is a call, for SQLite moves its log outside of transactions only.
 */
export type Control = 'hold' | 'release' | 'close'

export type ToThread = Call | Control

export type FromThread =
  | { opened: true }
  /** A sentence for the operator. */
  | { refused: string }
  | { answers: Answer[] }
  | { held: true }
  /** Why the file cannot be held. */
  | { held: false; reason: string }

/** Every method of every port, so that a missing or misspelt one does not compile. */
export const methods: { [P in PortName]: Record<keyof Ports[P], true> } = {
  messages: {
    append: true,
    top: true,
    after: true,
    before: true,
    get: true,
    getMany: true,
    find: true,
    edit: true,
    blank: true,
    hasLineOf: true,
    hideFromAuthor: true,
  },
  accounts: {
    create: true,
    get: true,
    getMany: true,
    byLogin: true,
    byOpenid: true,
    credentialOf: true,
    giveLogin: true,
    setHash: true,
    update: true,
    withoutReceipts: true,
    idleGuests: true,
    removeGuest: true,
  },
  sessions: {
    begin: true,
    get: true,
    touch: true,
    of: true,
    isKnown: true,
    revoke: true,
    isRevoked: true,
    revokedOf: true,
    sweep: true,
  },
  rooms: {
    create: true,
    get: true,
    byCode: true,
    update: true,
    remove: true,
    join: true,
    bar: true,
    allow: true,
    isBarred: true,
    barred: true,
    quit: true,
    handOver: true,
    membership: true,
    areMembers: true,
    members: true,
    countMembers: true,
    read: true,
    mark: true,
    of: true,
    list: true,
  },
  links: {
    ask: true,
    get: true,
    settle: true,
    waitingFor: true,
    waitingFrom: true,
    latest: true,
    pair: true,
    roomOf: true,
    pairsOf: true,
    block: true,
    unblock: true,
    blockOf: true,
    blockedBy: true,
    blockersOf: true,
  },
  uploads: {
    begin: true,
    get: true,
    finish: true,
    lease: true,
    release: true,
    refuse: true,
    claim: true,
    share: true,
    isInUse: true,
    retract: true,
    markForDeletion: true,
    markRoomForDeletion: true,
    markOwnedForDeletion: true,
    bytesOf: true,
    markUnsaidForDeletion: true,
    markedForDeletion: true,
    clear: true,
  },
  marks: { react: true, told: true, reactions: true, dropReactions: true, pin: true, pinned: true },
  hidden: { hide: true, among: true, newest: true, forget: true },
  file: { check: true },
}
