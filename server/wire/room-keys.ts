import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { mostSealed, sealSizes } from '#protocol'
import type { RoomKey } from '../chat/ports'

/** A room's key and a number that it is used with once. */
export interface Turn {
  key: RoomKey
  n: number
}

interface Epoch {
  key: RoomKey
  used: number
  until: number
}

const dayMs = 86_400_000
const idBytes = 9
/** Rooms beyond this many begin a new epoch when they speak again. */
const remembered = 50_000

/**
 * The keys of the rooms as this node uses them. Each node has its own, in memory alone: it seals for its own
 * sockets, and hands a key to a socket before the first frame that needs it. So nothing has to be shared between
 * nodes, and a key that is past is nowhere any more.
 */
export class RoomKeys {
  readonly #epochs = new LRUCache<string, Epoch>({ max: remembered })
  readonly #now: () => number

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** The room's key of today, and the next number. */
  take(room: string): Turn {
    const epoch = this.#current(room)
    epoch.used += 1
    return { key: epoch.key, n: epoch.used }
  }

  /** Ends the epoch: who has its key opens nothing that is sealed from now on. */
  renew(room: string): void {
    this.#epochs.delete(room)
  }

  #current(room: string): Epoch {
    const known = this.#epochs.get(room)
    if (known && known.until > this.#now() && known.used < mostSealed) return known
    const key = { id: randomBytes(idBytes).toString('base64url'), room, secret: randomBytes(sealSizes.key) }
    const epoch = { key, used: 0, until: this.#now() + dayMs }
    this.#epochs.set(room, epoch)
    return epoch
  }
}
