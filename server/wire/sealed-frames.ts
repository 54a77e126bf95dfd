import type { ServerFrame } from '#protocol'
import type { Ready, Wire } from '../chat/ports'
import { frameOf } from './frames'
import { nonceOf, sealText } from './gcm'
import type { RoomKey, RoomKeys, Turn } from './room-keys'

/** Frames for many sockets: each form is made once, when the first socket asks for it. */
export interface ForMany extends Ready {
  /** The same, sealed. */
  readonly sealed: Uint8Array
  /** The keys that open it. */
  readonly keys: readonly RoomKey[]
}

/** How the live rooms send, when some or all of their sockets are sealed. */
export function sealingWire(roomKeys: RoomKeys, gather: Wire['gather']): Wire {
  return {
    // The number is taken now and used later, or never: so a room's numbers rise in the order of its frames.
    encode: (frame, room) => new One(frame, roomKeys.take(room)),
    join: (parts) => (parts.length === 1 && parts[0] ? parts[0] : new Several(parts as ForMany[])),
    renew: (room) => roomKeys.renew(room),
    gather,
  }
}

class One implements ForMany {
  readonly frames = 1
  readonly keys: readonly RoomKey[]
  readonly #text: string
  #plainBytes: Uint8Array | undefined
  #sealedBytes: Uint8Array | undefined
  readonly #turn: Turn

  constructor(frame: ServerFrame, turn: Turn) {
    this.#turn = turn
    this.#text = JSON.stringify(frame)
    this.keys = [turn.key]
  }

  get bytes(): Uint8Array {
    this.#plainBytes ??= frameOf(this.#text)
    return this.#plainBytes
  }

  get sealed(): Uint8Array {
    this.#sealedBytes ??= frameOf(sealedForRoom(this.#text, this.#turn))
    return this.#sealedBytes
  }
}

class Several implements ForMany {
  readonly frames: number
  readonly keys: readonly RoomKey[]
  #plainBytes: Uint8Array | undefined
  #sealedBytes: Uint8Array | undefined
  readonly #parts: ForMany[]

  constructor(parts: ForMany[]) {
    this.#parts = parts
    this.frames = parts.reduce((sum, part) => sum + part.frames, 0)
    this.keys = [...new Set(parts.flatMap((part) => part.keys))]
  }

  get bytes(): Uint8Array {
    this.#plainBytes ??= Buffer.concat(this.#parts.map((part) => part.bytes))
    return this.#plainBytes
  }

  get sealed(): Uint8Array {
    this.#sealedBytes ??= Buffer.concat(this.#parts.map((part) => part.sealed))
    return this.#sealedBytes
  }
}

function sealedForRoom(text: string, { key, n }: Turn): string {
  const sealed = sealText(text, key.secret, nonceOf(n)).toString('base64')
  return JSON.stringify({ type: 'sealed', key: key.id, n, sealed })
}
