import type { Socket } from 'node:net'
import type { Tick, Writer } from './tick'

/** Bytes of earlier turns that may wait in this process for one reader; the kernel holds some megabytes more. */
const mostUnsent = 1_048_576
/** Unsent bytes with which further frames of the same reader are left for later. */
const muchUnsent = 262_144

/** The part of a network socket that is written to. */
export type Sink = Pick<Socket, 'writable' | 'writableLength'> & { write(bytes: Uint8Array): unknown }

/** What goes out over one socket: the pieces of one turn in one write, until the end or until its reader is too slow. */
export class Outgoing implements Writer {
  /** Whether anything is written any more. */
  open = true
  /** What goes out at the end of the turn. Nearly always it is one piece, and then no list is made of it. */
  #piece: Uint8Array | undefined
  #more: Uint8Array[] | undefined
  readonly #socket: Sink
  readonly #tick: Tick
  /** The reader takes too little for too long. */
  readonly #onTooSlow: () => void

  constructor(socket: Sink, tick: Tick, onTooSlow: () => void) {
    this.#socket = socket
    this.#tick = tick
    this.#onTooSlow = onTooSlow
  }

  /** Whether so much waits for this reader that their further frames wait, too. */
  get congested(): boolean {
    return this.open && this.#socket.writableLength > muchUnsent
  }

  /** Whole frames as they go over the socket. */
  add(bytes: Uint8Array): void {
    if (!this.open) return
    if (this.#piece) {
      this.#more ??= []
      this.#more.push(bytes)
      return
    }
    this.#piece = bytes
    this.#tick.write(this)
  }

  /** Writes what was added by now. */
  writeOut(): void {
    const piece = this.#piece
    const more = this.#more
    const socket = this.#socket
    if (!piece) return
    this.#piece = undefined
    if (more) this.#more = undefined
    if (!socket.writable) return
    // Asked before the write: one busy turn may hold more than that, and tells nothing about the reader.
    if (socket.writableLength > mostUnsent) return this.#onTooSlow()
    socket.write(more ? this.#tick.join([piece, ...more]) : piece)
  }

  /** Writes what was added by now, and nothing any more. */
  end(): void {
    this.writeOut()
    this.open = false
  }
}
