import { randomBytes } from 'node:crypto'
import { mostSealed, type SealingFrameOf, type ServerFrame, sealSizes } from '#protocol'
import type { EncodedFrames, RoomKey } from '../chat/ports'
import { frameOf } from './frames'
import { nonceOf, openText, sealText } from './gcm'
import type { SocketKeys } from './server-keys'

/**
 * What one socket sends and gets, under its own two keys. Each direction counts its frames: one that is changed,
 * repeated, left out or out of its place does not open.
 */
export class SocketSeal {
  /** First bytes of the nonces of both directions, another one for each socket: what was recorded on one opens on no other. */
  readonly noncePrefix = randomBytes(sealSizes.noncePrefix)
  #keys: SocketKeys | undefined
  #received = 0
  #sent = 0
  /** The keys of rooms that the client has, by room. */
  readonly #given = new Map<string, string>()
  #held: Array<() => Uint8Array[]> = []

  get isBegun(): boolean {
    return this.#keys !== undefined
  }

  /** The client has given its keys: what waited for them comes back, ready to be written. */
  begin(keys: SocketKeys): Uint8Array[] {
    this.#keys = keys
    const held = this.#held
    this.#held = []
    return held.flatMap((make) => make())
  }

  /** The frame in it; nothing when it is not the next one of this socket, whole and unchanged. */
  open({ key, n, sealed }: SealingFrameOf<'sealed'>): Buffer | undefined {
    if (!this.#keys || key !== undefined || n !== this.#received + 1 || n > mostSealed) return undefined
    const frame = openText(Buffer.from(sealed, 'base64'), this.#keys.up, nonceOf(n, this.noncePrefix))
    if (frame) this.#received = n
    return frame
  }

  /** A frame for this socket alone. */
  own(frame: ServerFrame): Uint8Array[] {
    return this.#whenBegun((keys) => [this.#sealedFrame(JSON.stringify(frame), keys)])
  }

  /** Whether the client has all of these keys: nearly always, and then nothing is made for this socket alone. */
  has(keys: readonly RoomKey[]): boolean {
    for (const { id, room } of keys) if (this.#given.get(room) !== id) return false
    return this.isBegun
  }

  /** Frames for many, behind the keys that this client does not have yet. */
  forMany(frames: EncodedFrames): Uint8Array[] {
    return this.#whenBegun((keys) => [...frames.keys.flatMap((key) => this.#give(key, keys)), frames.sealed])
  }

  #whenBegun(make: (keys: SocketKeys) => Uint8Array[]): Uint8Array[] {
    const keys = this.#keys
    if (keys) return make(keys)
    this.#held.push(() => this.#whenBegun(make))
    return []
  }

  #give({ id, room, secret }: RoomKey, keys: SocketKeys): Uint8Array[] {
    if (this.#given.get(room) === id) return []
    this.#given.set(room, id)
    const frame = { type: 'key', key: id, room, secret: secret.toString('base64') }
    return [this.#sealedFrame(JSON.stringify(frame), keys)]
  }

  #sealedFrame(text: string, { down }: SocketKeys): Uint8Array {
    this.#sent += 1
    const sealed = sealText(text, down, nonceOf(this.#sent, this.noncePrefix)).toString('base64')
    return frameOf(JSON.stringify({ type: 'sealed', n: this.#sent, sealed }))
  }
}
