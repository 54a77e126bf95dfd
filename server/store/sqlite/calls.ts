import type { Store } from '../store'

/** What crosses to the thread and back: plain objects, copied on the way. */

/** The ports that the thread answers for; `file` is the store as a whole. */
export type Ports = Pick<Store, 'messages' | 'accounts' | 'rooms' | 'links' | 'uploads'> & {
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

export type ToThread = Call | 'close'

export type FromThread =
  | { opened: true }
  /** A sentence for the operator. */
  | { refused: string }
  | { answers: Answer[] }

/** Every method of every port, so that a missing or misspelt one does not compile. */
export const methods: { [P in PortName]: Record<keyof Ports[P], true> } = {
  messages: { append: true, top: true, after: true, before: true, get: true, blank: true },
  accounts: {
    create: true,
    get: true,
    getMany: true,
    byLogin: true,
    byOpenid: true,
    openidOf: true,
    update: true,
    revoke: true,
    isRevoked: true,
    sweep: true,
  },
  rooms: {
    create: true,
    get: true,
    byCode: true,
    update: true,
    remove: true,
    join: true,
    quit: true,
    handOver: true,
    membership: true,
    members: true,
    countMembers: true,
    read: true,
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
    isBlocked: true,
    blockedBy: true,
  },
  uploads: {
    begin: true,
    get: true,
    finish: true,
    lease: true,
    release: true,
    refuse: true,
    claim: true,
    markForDeletion: true,
    markRoomForDeletion: true,
    bytesOf: true,
    markUnsaidForDeletion: true,
    markedForDeletion: true,
    clear: true,
  },
  file: { check: true },
}
