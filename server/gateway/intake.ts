/** Frames and bytes of one socket after which the rest waits for the next turn: about a millisecond, even sealed. */
const mostATurn = { frames: 16, bytes: 65_536 }
/** Frames and bytes of one socket that may wait; then it is read no further. */
const mostWaiting = { frames: 256, bytes: 524_288 }

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
