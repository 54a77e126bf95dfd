import type { WebSocket } from 'ws'
import { type Close, closes, type Person, type Port, type ServerFrame } from '#protocol'
import type { Identity } from '../accounts/tokens'
import type { Client } from '../chat/client'
import type { EncodedFrames } from '../chat/ports'
import { encode } from '../wire/frames'
import type { SocketSeal } from '../wire/socket-seal'
import { Outgoing, type Sink } from './outgoing'
import type { Tick } from './tick'

/** Milliseconds that the other side has for its half of the closing. */
const closingMs = 3_000
/** Milliseconds between two looks at what comes when it is not listened to any more. */
const ignoredMs = 50

/** A close for a violation that RFC 6455 has a code for. */
export interface StandardClose {
  code: 1007 | 1009
  reason: ''
}

/** What a connection needs of the two: both are one socket, read and closed by `ws`, written to directly. */
type Reading = Pick<WebSocket, 'ping' | 'pause' | 'resume' | 'close' | 'terminate'>
type Writing = Sink & { once(event: 'drain', heard: () => void): unknown }

/**
 * One socket of one person. Finished frames go straight to the network socket, gathered into one write
 * a turn; `ws` reads, and does pings and closes. Both write whole frames only, so they never mix.
 */
export class Connection implements Client {
  readonly entered = new Set<string>()
  readonly watched = new Set<string>()
  readonly linked = new Set<string>()
  typed?: number
  closed = false
  /** When the last answer to a ping came, on the monotonic clock. */
  aliveAt: number
  /** When the next ping is due. */
  pingAt = 0
  /** When the first ping was sent that is not answered. */
  askedAt?: number
  call?: string
  lostAt?: number
  readonly #outgoing: Outgoing
  #deaf = false
  #pauses = 0
  #ignoring = false
  #resolveGone: () => void = () => undefined
  /** Resolves when the socket has closed. */
  readonly gone = new Promise<void>((resolve) => {
    this.#resolveGone = resolve
  })
  readonly id: string
  readonly port: Port
  readonly identity: Identity
  person: Person
  readonly #ws: Reading
  readonly #socket: Writing
  readonly #seal: SocketSeal | undefined

  constructor(
    id: string,
    port: Port,
    identity: Identity,
    person: Person,
    ws: Reading,
    socket: Writing,
    tick: Tick,
    elapsed: number,
    seal?: SocketSeal,
  ) {
    this.id = id
    this.port = port
    this.identity = identity
    this.person = person
    this.#ws = ws
    this.#socket = socket
    this.#seal = seal
    this.aliveAt = elapsed
    this.#outgoing = new Outgoing(socket, tick, () => this.close(closes.tooSlow))
  }

  get session(): string {
    return this.identity.session
  }

  /** Whether what it sends is still listened to. */
  get listening(): boolean {
    return !this.#deaf && this.#outgoing.open
  }

  /** Whether so much waits for this reader that their further frames wait, too. */
  get congested(): boolean {
    return this.#outgoing.congested
  }

  send(frame: ServerFrame): void {
    if (!this.#outgoing.open) return
    if (this.#seal) this.write(this.#seal.own(frame))
    else this.#outgoing.add(encode(frame))
  }

  push(frames: EncodedFrames): void {
    if (!this.#outgoing.open || frames.count === 0) return
    if (!this.#seal) return this.#outgoing.add(frames.plain)
    if (this.#seal.has(frames.keys)) this.#outgoing.add(frames.sealed)
    else this.write(this.#seal.forMany(frames))
  }

  /** Whole frames as they go over the socket. */
  write(frames: Uint8Array[]): void {
    for (const bytes of frames) this.#outgoing.add(bytes)
  }

  /** From now on what it sends is ignored; it is still written to. */
  deafen(): void {
    this.#deaf = true
  }

  /**
   * Something came that is ignored. Reading goes on, for the other side's half of the closing is behind
   * it; but slowly, for it may be a flood.
   */
  ignore(): void {
    if (this.#ignoring) return
    this.#ignoring = true
    this.pause()
    setTimeout(() => {
      this.#ignoring = false
      this.resume()
    }, ignoredMs).unref()
  }

  /** The socket has closed. */
  end(): void {
    this.closed = true
    this.#outgoing.end()
    this.#resolveGone()
  }

  answered(elapsed: number): void {
    this.aliveAt = elapsed
    delete this.askedAt
  }

  ping(): void {
    if (this.#outgoing.open) this.#ws.ping()
  }

  /** Resolves when the reader has taken everything, or has gone. To be asked for while `congested`. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once('drain', resolve)
      void this.gone.then(resolve)
    })
  }

  /**
   * Stops reading until it was resumed as often as paused: back-pressure on the sender. A socket that is closing
   * is read all the same.
   */
  pause(): void {
    this.#pauses += 1
    this.#ws.pause()
  }

  resume(): void {
    this.#pauses -= 1
    if (this.#pauses === 0 || (!this.#outgoing.open && !this.#ignoring)) this.#ws.resume()
  }

  /** Sends what is waiting, then says why it ends. */
  close({ code, reason }: Close | StandardClose): void {
    if (!this.#outgoing.open) return
    this.#outgoing.end()
    if (!this.#ignoring) this.#ws.resume()
    this.#ws.close(code, reason)
    setTimeout(() => this.#ws.terminate(), closingMs).unref()
  }

  terminate(): void {
    this.#ws.terminate()
  }
}
