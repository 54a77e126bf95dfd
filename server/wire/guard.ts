import { type Close, closes, isSealingFrame, type SealingFrameOf } from '#protocol'
import { frameOf } from './frames'
import { type ServerKeys, socketKeys } from './server-keys'
import type { SocketSeal } from './socket-seal'

/** Milliseconds that a client has to send its keys. */
const patienceMs = 15_000

/** The connection that is guarded. */
export interface Guarded {
  write(bytes: Uint8Array[]): void
  close(close: Close): void
}

/** Between a sealed socket and its inbox: lets through the frames that open, and closes the socket on any other. */
export class SealGuard {
  readonly #late: NodeJS.Timeout
  readonly #connection: Guarded
  readonly #seal: SocketSeal
  readonly #serverKeys: ServerKeys

  constructor(connection: Guarded, seal: SocketSeal, serverKeys: ServerKeys) {
    this.#connection = connection
    this.#seal = seal
    this.#serverKeys = serverKeys
    this.#late = setTimeout(() => connection.close(closes.unsealed), patienceMs)
    this.#late.unref()
    connection.write([frameOf(JSON.stringify(this.#hello()))])
  }

  /** The frame inside, when there is one for the inbox. */
  receive(data: Buffer): Buffer | undefined {
    const raw = parse(data)
    if (!this.#seal.isBegun) {
      this.#begin(raw)
      return undefined
    }
    const frame = isSealingFrame(raw, 'sealed') ? this.#seal.open(raw) : undefined
    if (!frame) this.#connection.close(closes.badSeal)
    return frame
  }

  /** The socket has gone. */
  stop(): void {
    clearTimeout(this.#late)
  }

  #hello(): SealingFrameOf<'hello'> {
    const nonce = this.#seal.noncePrefix.toString('base64')
    return { type: 'hello', keys: this.#serverKeys.offered, nonce }
  }

  #begin(raw: unknown): void {
    if (!isSealingFrame(raw, 'seal')) return this.#connection.close(closes.unsealed)
    const keys = socketKeys(this.#serverKeys.unwrap(raw.key, raw.secret))
    if (!keys) return this.#connection.close(closes.badSeal)
    clearTimeout(this.#late)
    this.#connection.write(this.#seal.begin(keys))
  }
}

function parse(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'))
  } catch {
    return undefined
  }
}
