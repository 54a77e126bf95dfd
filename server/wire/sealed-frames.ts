import type { ServerFrame } from '#protocol'
import type { EncodedFrames, RoomKey, Wire } from '../chat/ports'
import { frameOf } from './frames'
import { nonceOf, sealText } from './gcm'
import type { RoomKeys, Turn } from './room-keys'

/** How the live rooms send, when some or all of their sockets are sealed. */
export function sealingWire(roomKeys: RoomKeys, gather: Wire['gather']): Wire {
  return {
    // The number is taken now and used later, or never: so a room's numbers rise in the order of its frames.
    encode: (frame, room) => new OneFrame(frame, roomKeys.take(room)),
    join: (parts) => (parts.length === 1 && parts[0] ? parts[0] : new JoinedFrames(parts)),
    renew: (room) => roomKeys.renew(room),
    gather,
  }
}

/** Each form is made once, when the first socket asks for it. */
class OneFrame implements EncodedFrames {
  readonly count = 1
  readonly keys: readonly RoomKey[]
  readonly #text: string
  #plain: Uint8Array | undefined
  #sealed: Uint8Array | undefined
  readonly #turn: Turn

  constructor(frame: ServerFrame, turn: Turn) {
    this.#turn = turn
    this.#text = JSON.stringify(frame)
    this.keys = [turn.key]
  }

  get plain(): Uint8Array {
    this.#plain ??= frameOf(this.#text)
    return this.#plain
  }

  get sealed(): Uint8Array {
    this.#sealed ??= frameOf(sealedForRoom(this.#text, this.#turn))
    return this.#sealed
  }
}

/** The same for several, which are made of their parts. */
class JoinedFrames implements EncodedFrames {
  readonly count: number
  readonly keys: readonly RoomKey[]
  #plain: Uint8Array | undefined
  #sealed: Uint8Array | undefined
  readonly #parts: EncodedFrames[]

  constructor(parts: EncodedFrames[]) {
    this.#parts = parts
    this.count = parts.reduce((sum, part) => sum + part.count, 0)
    this.keys = [...new Set(parts.flatMap((part) => part.keys))]
  }

  get plain(): Uint8Array {
    this.#plain ??= Buffer.concat(this.#parts.map((part) => part.plain))
    return this.#plain
  }

  get sealed(): Uint8Array {
    this.#sealed ??= Buffer.concat(this.#parts.map((part) => part.sealed))
    return this.#sealed
  }
}

function sealedForRoom(text: string, { key, n }: Turn): string {
  const sealed = sealText(text, key.secret, nonceOf(n)).toString('base64')
  return JSON.stringify({ type: 'sealed', key: key.id, n, sealed })
}
