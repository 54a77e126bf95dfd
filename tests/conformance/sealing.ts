import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import type { WebSocket } from 'ws'

/** The client's end of a sealed socket, as docs/PROTOCOL.md tells a third party to write it: `node:crypto` and nothing of ours. */
export class ClientSeal {
  readonly up = randomBytes(32)
  readonly down = randomBytes(32)
  /** The types of frames that came under keys of rooms. */
  readonly underRoomKeys: string[] = []
  readonly #rooms = new Map<string, { secret: Buffer; room: string; n: number }>()
  #noncePrefix = Buffer.alloc(8)
  #sent = 0
  #received = 0

  /** The frame that answers `hello`. */
  begin(hello: { keys: string[]; nonce: string }): string {
    const [newest = ''] = hello.keys
    const spki = Buffer.from(newest, 'base64')
    this.#noncePrefix = Buffer.from(hello.nonce, 'base64')
    const key = createPublicKey({ key: spki, type: 'spki', format: 'der' })
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const secret = publicEncrypt({ key, padding, oaepHash: 'sha256' }, Buffer.concat([this.up, this.down]))
    const name = createHash('sha256').update(spki).digest('base64url')
    return JSON.stringify({ type: 'seal', key: name, secret: secret.toString('base64') })
  }

  /** A frame, ready to be sent. */
  seal(frame: string | Buffer): string {
    this.#sent += 1
    const cipher = createCipheriv('aes-256-gcm', this.up, nonceOf(this.#sent, this.#noncePrefix))
    const sealed = Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()])
    return JSON.stringify({ type: 'sealed', n: this.#sent, sealed: sealed.toString('base64') })
  }

  /** What is in a sealed frame; nothing when that was the key of a room. Throws for what must not have come. */
  open(wire: string): string | undefined {
    const { type, key, n, sealed } = JSON.parse(wire)
    if (type !== 'sealed') throw new Error(`a sealed socket brought ${wire.slice(0, 100)}`)
    if (key !== undefined) return this.#openOfRoom(key, n, sealed)
    if (n !== this.#received + 1) throw new Error(`frame ${n} came after ${this.#received}`)
    this.#received = n
    const text = opened(sealed, this.down, nonceOf(n, this.#noncePrefix))
    const frame = JSON.parse(text)
    if (frame.type !== 'key') return text
    this.#rooms.set(frame.key, { secret: Buffer.from(frame.secret, 'base64'), room: frame.room, n: 0 })
    return undefined
  }

  #openOfRoom(key: string, n: number, sealed: string): string {
    const known = this.#rooms.get(key)
    if (!known) throw new Error(`the key ${key} was never given`)
    if (n <= known.n) throw new Error(`frame ${n} of the room came after ${known.n}`)
    known.n = n
    const text = opened(sealed, known.secret, nonceOf(n, Buffer.alloc(8)))
    const { type, room } = JSON.parse(text)
    this.underRoomKeys.push(type)
    // The one frame that tells of a person and names no room.
    if (type === 'profile' ? room !== undefined : room !== known.room)
      throw new Error(`a key of ${known.room} sealed for ${room}`)
    return text
  }
}

/** Seals a socket that was offered so. `opened`: frames may go, by the function that comes back. `heard`: each frame that came. */
export function sealSocket(
  socket: WebSocket,
  opened: () => void,
  heard: (text: string) => void,
): (text: string) => void {
  const seal = new ClientSeal()
  let begun = false
  socket.on('message', (data) => {
    if (begun) {
      const frame = seal.open(String(data))
      if (frame !== undefined) heard(frame)
      return
    }
    begun = true
    socket.send(seal.begin(JSON.parse(String(data))))
    opened()
  })
  return (text) => socket.send(seal.seal(text))
}

function nonceOf(n: number, prefix: Buffer): Buffer {
  const nonce = Buffer.concat([prefix, Buffer.alloc(4)])
  nonce.writeUInt32BE(n, 8)
  return nonce
}

function opened(sealed: string, key: Buffer, nonce: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
}
