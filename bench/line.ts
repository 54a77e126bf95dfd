import { connect, type Socket } from 'node:net'

/** Every line reads into the same memory: each piece is looked at before the next one is read. */
const memory = Buffer.allocUnsafe(1_048_576)
/** A pong without a payload, masked with zeros. */
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])
const textOpcode = 1
const pingOpcode = 9

/** Counts what all lines of a run get. */
export interface Tally {
  frames: number
  bytes: number
}

export interface LineOptions {
  port: number
  path: string
  protocols: string
  tally: Tally
  /** Gets each text frame. A line without it only counts them, which costs next to nothing. */
  onText?: ((text: Buffer) => void) | undefined
}

/**
 * A WebSocket client that does almost nothing: it walks over the frames by their lengths. So thousands of
 * them in one process keep up with a server that `ws` clients would hold back.
 */
export class Line {
  #rest = Buffer.alloc(0)
  /** Bytes of the present frame that are still to come and need no look. */
  #skip = 0
  #upgraded = false
  readonly #socket: Socket
  #end: () => void = () => undefined
  #accept: () => void = () => undefined
  #deny: (reason: Error) => void = () => undefined
  /** Resolves when the server has agreed to the upgrade. */
  readonly opened = new Promise<void>((resolve, reject) => {
    this.#accept = resolve
    this.#deny = reject
  })

  /** Resolves when the connection is over. */
  readonly closed = new Promise<void>((resolve) => {
    this.#end = resolve
  })
  readonly #options: LineOptions

  constructor(options: LineOptions) {
    this.#options = options
    const onread = {
      buffer: memory,
      callback: (length: number) => {
        this.#read(length)
        return true
      },
    }
    this.#socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true, onread })
    this.#socket.on('connect', () => this.#socket.write(this.#request()))
    this.#socket.on('error', (error) => this.#deny(error))
    this.#socket.on('close', () => {
      this.#deny(new Error('closed'))
      this.#end()
    })
  }

  send(frame: Uint8Array): void {
    this.#socket.write(frame)
  }

  close(): void {
    this.#socket.destroy()
  }

  #request(): string {
    const { path, port, protocols } = this.#options
    return [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...(protocols === '' ? [] : [`Sec-WebSocket-Protocol: ${protocols}`]),
      '\r\n',
    ].join('\r\n')
  }

  #read(length: number): void {
    this.#options.tally.bytes += length
    const skipped = Math.min(this.#skip, length)
    this.#skip -= skipped
    if (skipped === length) return
    const piece = memory.subarray(skipped, length)
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece])
    const at = this.#upgraded ? 0 : this.#readHead(bytes)
    const used = this.#upgraded ? this.#walk(bytes, at) : 0
    // The memory is about to be written again.
    this.#rest = used < bytes.length ? Buffer.from(bytes.subarray(used)) : Buffer.alloc(0)
  }

  /** Where the answer to the upgrade ends. */
  #readHead(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return 0
    this.#upgraded = true
    if (bytes.toString('latin1', 9, 12) === '101') this.#accept()
    else this.#deny(new Error(bytes.toString('latin1', 0, 300)))
    return end + 4
  }

  /** Goes over the frames; how far it got. */
  #walk(bytes: Buffer, from: number): number {
    let at = from
    while (bytes.length - at >= 2) {
      const size = frameSize(bytes, at)
      if (size === 0) break
      const isWhole = at + size <= bytes.length
      if (!isWhole && (this.#options.onText || opcodeOf(bytes, at) !== textOpcode)) break
      this.#take(bytes, at, size)
      at += size
    }
    this.#skip = Math.max(0, at - bytes.length)
    return Math.min(at, bytes.length)
  }

  #take(bytes: Buffer, at: number, size: number): void {
    const { onText, tally } = this.#options
    const opcode = opcodeOf(bytes, at)
    if (opcode === pingOpcode) this.#socket.write(pong)
    if (opcode !== textOpcode) return
    tally.frames += 1
    onText?.(bytes.subarray(at + headSize(bytes, at), at + size))
  }
}

function opcodeOf(bytes: Buffer, at: number): number {
  return (bytes[at] ?? 0) & 0x0f
}

/** Bytes of the head of a frame from a server, which has no mask. */
function headSize(bytes: Buffer, at: number): number {
  const short = (bytes[at + 1] ?? 0) & 0x7f
  if (short < 126) return 2
  return short === 126 ? 4 : 10
}

/** Bytes of a frame with its head; 0 when not all of the head is there. */
function frameSize(bytes: Buffer, at: number): number {
  const head = headSize(bytes, at)
  if (bytes.length - at < head) return 0
  if (head === 2) return head + ((bytes[at + 1] ?? 0) & 0x7f)
  return head + (head === 4 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6))
}

/** A text frame as a client sends it. The mask is of zeros, which costs the server what any other does. */
export function masked(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head =
    length < 126 ? Buffer.from([0x81, 0x80 | length]) : Buffer.from([0x81, 0xfe, length >> 8, length & 0xff])
  return Buffer.concat([head, Buffer.alloc(4), Buffer.from(text)])
}
