import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { type Close, closes, type Person, type Port, type ServerFrame } from '#protocol'
import type { Identity } from '../accounts/sessions'
import type { Feed } from '../chat/live/feed'
import type { Ready } from '../chat/ports'
import type { Visitor } from '../chat/visitor'
import type { ForMany } from '../seal/for-many'
import type { SocketSeal } from '../seal/socket-seal'
import type { StandardClose } from './fault'
import { encode } from './frames'
import type { Tick, Writer } from './tick'

/** Bytes of earlier turns that may wait in this process for one reader; the kernel holds some megabytes more. */
const mostUnsent = 1_048_576
/** Unsent bytes with which further frames of the same reader are left for later. */
const muchUnsent = 262_144
/** Milliseconds that the other side has for its half of the closing. */
const closingMs = 3_000

/**
 * One socket of one person. Finished frames go straight to the network socket, gathered into one write
 * a turn; `ws` reads, and does pings and closes. Both write whole frames only, so they never mix.
 */
export class Connection implements Visitor, Writer {
  readonly entered = new Map<string, Feed>()
  readonly watched = new Map<string, Feed>()
  readonly linked = new Set<string>()
  typed?: number
  closed = false
  /** When the last answer to a ping came, on the clock that nobody sets. */
  aliveAt: number
  /** When the next ping is due. */
  pingAt = 0
  /** What goes out at the end of the turn. Nearly always it is one piece, and then no list is made of it. */
  private unsent: Uint8Array | undefined
  private moreUnsent: Uint8Array[] | undefined
  private closing = false
  private deaf = false
  private resolveGone: () => void = () => undefined
  /** Resolves when the socket has closed. */
  readonly gone = new Promise<void>((resolve) => {
    this.resolveGone = resolve
  })

  constructor(
    readonly id: string,
    readonly port: Port,
    readonly identity: Identity,
    public person: Person,
    private readonly ws: WebSocket,
    private readonly socket: Socket,
    private readonly tick: Tick,
    elapsed: number,
    private readonly seal?: SocketSeal,
  ) {
    this.aliveAt = elapsed
  }

  get session(): string {
    return this.identity.session
  }

  /** Whether what it sends is still listened to. */
  get listening(): boolean {
    return !this.deaf && this.writable
  }

  /** Whether so much waits for this reader that what else they ask for can wait, too. */
  get congested(): boolean {
    return this.writable && this.socket.writableLength > muchUnsent
  }

  private get writable(): boolean {
    return !this.closing && !this.closed
  }

  send(frame: ServerFrame): void {
    if (this.writable) this.write(this.seal ? this.seal.own(frame) : [encode(frame).bytes])
  }

  push(ready: Ready): void {
    if (!this.writable || ready.frames === 0) return
    // The wire of a house whose sockets are sealed makes nothing but these.
    if (this.seal) this.write(this.seal.forMany(ready as ForMany))
    else this.queue(ready.bytes)
  }

  /** Whole frames as they go over the socket. */
  write(frames: Uint8Array[]): void {
    if (this.writable) for (const bytes of frames) this.queue(bytes)
  }

  private queue(bytes: Uint8Array): void {
    if (this.unsent) {
      this.moreUnsent ??= []
      this.moreUnsent.push(bytes)
      return
    }
    this.unsent = bytes
    this.tick.write(this)
  }

  /** From now on what it sends is left unread; it is still written to. */
  deafen(): void {
    this.deaf = true
  }

  /** The socket has closed. */
  end(): void {
    this.closed = true
    this.resolveGone()
  }

  answered(elapsed: number): void {
    this.aliveAt = elapsed
  }

  ping(): void {
    if (this.writable) this.ws.ping()
  }

  /** Resolves when the reader has taken everything, or has gone. To be asked for while `congested`. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once('drain', resolve)
      void this.gone.then(resolve)
    })
  }

  /** Stops reading until `resume`: the sender feels it as back-pressure. */
  pause(): void {
    this.ws.pause()
  }

  resume(): void {
    this.ws.resume()
  }

  /** Sends what is waiting, then says why it ends. */
  close({ code, reason }: Close | StandardClose): void {
    if (!this.writable) return
    this.writeOut()
    this.closing = true
    this.ws.resume()
    this.ws.close(code, reason)
    setTimeout(() => this.ws.terminate(), closingMs).unref()
  }

  terminate(): void {
    this.ws.terminate()
  }

  /** Writes what has been sent by now. */
  writeOut(): void {
    const { unsent, moreUnsent, socket } = this
    if (!unsent) return
    this.unsent = undefined
    if (moreUnsent) this.moreUnsent = undefined
    if (!this.writable || !socket.writable) return
    // Asked before the write: one busy turn may hold more than that, and tells nothing about the reader.
    if (socket.writableLength > mostUnsent) return this.close(closes.tooSlow)
    socket.write(moreUnsent ? this.tick.join([unsent, ...moreUnsent]) : unsent)
  }
}
