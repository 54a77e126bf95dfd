import { isUtf8 } from 'node:buffer'
import type { WebSocket } from 'ws'
import { limits } from '#protocol'
import type { SealGuard } from '../wire/guard'
import type { Connection, StandardClose } from './connection'
import type { Inbox } from './inbox'

/** Frames and bytes of one socket after which the rest waits for the next turn: about a millisecond, even sealed. */
const mostATurn = { frames: 16, bytes: 65_536 }
/** Frames and bytes of one socket that may wait; then it is read no further. */
const mostWaiting = { frames: 256, bytes: 524_288 }

/**
 * What one socket sends, on its way to the commands:
 *
 *     WebSocket ──▶ Intake ──▶ SealGuard ──▶ validate ──▶ Inbox ──▶ perform
 *                   messages   if it seals   size, text   frames
 *                   as bytes                              decoded
 *
 * There are two queues, for two reasons. The intake is fair between sockets: it takes a few messages a turn,
 * before they cost anything, so that a client that sends hundreds at once does not hold up the others. The
 * inbox keeps the order within one socket: a frame waits until the one before it is done. By then it is decoded
 * and has passed the rate limits, which cannot wait for that. Either stops the reading of the socket when it is
 * full, as back-pressure on the sender; it is read again when both let it.
 */
export function receiveFrom(
  ws: WebSocket,
  connection: Connection,
  guard: SealGuard | undefined,
  inbox: Inbox,
): void {
  const intake = new Intake(connection, (data, isBinary) => {
    // Before its seal is opened: what comes after the end costs nothing.
    if (!connection.listening) return
    const frame = guard && !isBinary ? guard.receive(data) : data
    if (!frame) return
    const violation = violationOf(frame, isBinary)
    if (violation) connection.close(violation)
    else inbox.receive(frame, isBinary)
  })
  ws.on('message', (data, isBinary) => {
    // Of the forms in which `ws` can give a message, this is the one that it uses unless asked for another.
    if (connection.listening) intake.receive(data as Buffer, isBinary)
    else connection.ignore()
  })
}

/** What `ws` finds wrong with a bare frame, found in one that came out of a seal. */
function violationOf(frame: Buffer, isBinary: boolean): StandardClose | undefined {
  if (frame.length > limits.frameBytes) return { code: 1009, reason: '' }
  return isBinary || isUtf8(frame) ? undefined : { code: 1007, reason: '' }
}

/** The socket, which is read no further when too much comes: back-pressure on the sender. */
export interface Source {
  pause(): void
  resume(): void
}

/**
 * Hands on what one socket sends, in order, and only a few frames a turn: a client that sends hundreds at once
 * waits for the others, and they do not wait for it.
 */
export class Intake {
  readonly #waiting: Array<[data: Buffer, isBinary: boolean]> = []
  #waitingBytes = 0
  #taken = { frames: 0, bytes: 0 }
  #paused = false
  readonly #source: Source
  readonly #handle: (data: Buffer, isBinary: boolean) => void

  constructor(source: Source, handle: (data: Buffer, isBinary: boolean) => void) {
    this.#source = source
    this.#handle = handle
  }

  receive(data: Buffer, isBinary: boolean): void {
    if (!reached(this.#taken, mostATurn)) return this.#take(data, isBinary)
    this.#waiting.push([data, isBinary])
    this.#waitingBytes += data.length
    const waiting = { frames: this.#waiting.length, bytes: this.#waitingBytes }
    if (this.#paused || !reached(waiting, mostWaiting)) return
    this.#paused = true
    this.#source.pause()
  }

  #take(data: Buffer, isBinary: boolean): void {
    this.#taken.frames += 1
    this.#taken.bytes += data.length
    if (reached(this.#taken, mostATurn)) setImmediate(() => this.#goOn())
    this.#handle(data, isBinary)
  }

  #goOn(): void {
    this.#taken = { frames: 0, bytes: 0 }
    while (!reached(this.#taken, mostATurn)) {
      const next = this.#waiting.shift()
      if (!next) break
      this.#waitingBytes -= next[0].length
      this.#take(...next)
    }
    if (!this.#paused || this.#waiting.length > 0) return
    this.#paused = false
    this.#source.resume()
  }
}

interface Amount {
  frames: number
  bytes: number
}

function reached(amount: Amount, most: Amount): boolean {
  return amount.frames >= most.frames || amount.bytes >= most.bytes
}
