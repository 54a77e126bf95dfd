import { isSealingFrame, type SealingFrameOf, sealSizes } from '../protocol/index'
import { nonceOf, openText, sealText } from './gcm'
import type { SealPlatform } from './platform'
import { seedLength, wrap } from './rsa'
import type { ServerKey } from './trust'

/** Random bytes that one socket needs: its two keys, and the seed of their wrapping. */
export const randomLength = 2 * sealSizes.key + seedLength

interface RoomKey {
  room: string
  secret: Uint8Array
  /** The number of the last frame under it. */
  last: number
}

/** The client's end of one sealed socket. */
export class SocketSeal {
  private readonly secret: Uint8Array
  private readonly seed: Uint8Array
  /** The server's choice, in the nonces of both directions: what is sealed here opens on no other socket. */
  private readonly noncePrefix: Uint8Array
  private readonly platform: SealPlatform
  private readonly rooms = new Map<string, RoomKey>()
  private sent = 0
  private received = 0

  /** `random`: as many bytes as `randomLength` says. `nonce`: of the server's `hello`. */
  constructor(random: Uint8Array, nonce: string, platform: SealPlatform) {
    this.secret = random.subarray(0, 2 * sealSizes.key)
    this.seed = random.subarray(2 * sealSizes.key)
    this.noncePrefix = platform.fromBase64(nonce)
    this.platform = platform
  }

  /** The frame that gives the server the two keys. Throws when its key is none. */
  opening({ spki, fingerprint }: ServerKey): SealingFrameOf<'seal'> {
    const secret = this.platform.toBase64(wrap(this.secret, spki, this.seed))
    return { type: 'seal', key: fingerprint, secret }
  }

  seal(text: string): SealingFrameOf<'sealed'> {
    this.sent += 1
    const sealed = sealText(
      text,
      this.secret.subarray(0, sealSizes.key),
      nonceOf(this.sent, this.noncePrefix),
    )
    return { type: 'sealed', n: this.sent, sealed: this.platform.toBase64(sealed) }
  }

  /**
   * The frame in it. An empty text when it was for this end alone: the key of a room. Nothing when it is not what the
   * server has sealed, here and now.
   */
  open(raw: unknown): string | undefined {
    if (!isSealingFrame(raw, 'sealed')) return undefined
    return raw.key === undefined ? this.openOwn(raw) : this.openOfRoom(raw, raw.key)
  }

  private openOwn({ n, sealed }: SealingFrameOf<'sealed'>): string | undefined {
    if (n !== this.received + 1) return undefined
    const key = this.secret.subarray(sealSizes.key)
    const text = openText(this.platform.fromBase64(sealed), key, nonceOf(n, this.noncePrefix))
    if (text === undefined) return undefined
    this.received = n
    const frame: unknown = JSON.parse(text)
    if (!isSealingFrame(frame, 'key')) return text
    this.keep(frame)
    return ''
  }

  private openOfRoom({ n, sealed }: SealingFrameOf<'sealed'>, id: string): string | undefined {
    const key = this.rooms.get(id)
    if (!key || n <= key.last) return undefined
    const text = openText(this.platform.fromBase64(sealed), key.secret, nonceOf(n))
    if (text === undefined) return undefined
    key.last = n
    const { type, room } = JSON.parse(text) as { type: string; room?: string }
    // A client that has the key of one room could seal a frame that names another, or one that is for no room.
    return room === (type === 'profile' ? undefined : key.room) ? text : undefined
  }

  private keep({ key, room, secret }: SealingFrameOf<'key'>): void {
    for (const [id, known] of this.rooms) if (known.room === room) this.rooms.delete(id)
    this.rooms.set(key, { room, secret: this.platform.fromBase64(secret), last: 0 })
  }
}
