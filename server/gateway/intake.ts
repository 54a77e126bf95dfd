/** Frames of one socket that are handled in one turn of the event loop: less than a millisecond, even sealed. */
const mostATurn = 16
/** Frames of one socket that may wait; then it is read no further. */
const mostWaiting = 256

/** What an intake is on: the socket, which it holds up when too much comes. */
export interface Source {
  pause(): void
  resume(): void
}

/**
 * Takes what one socket sends in its order, and only a few frames a turn: so whoever sends hundreds at once
 * waits for the others, and they do not wait for them.
 */
export class Intake {
  private readonly waiting: Array<[data: Buffer, isBinary: boolean]> = []
  private taken = 0
  private paused = false

  constructor(
    private readonly source: Source,
    private readonly handle: (data: Buffer, isBinary: boolean) => void,
  ) {}

  receive(data: Buffer, isBinary: boolean): void {
    if (this.taken < mostATurn) return this.take(data, isBinary)
    this.waiting.push([data, isBinary])
    if (this.paused || this.waiting.length < mostWaiting) return
    this.paused = true
    this.source.pause()
  }

  private take(data: Buffer, isBinary: boolean): void {
    this.taken += 1
    if (this.taken === mostATurn) setImmediate(() => this.goOn())
    this.handle(data, isBinary)
  }

  private goOn(): void {
    this.taken = 0
    for (const [data, isBinary] of this.waiting.splice(0, mostATurn)) this.take(data, isBinary)
    if (!this.paused || this.waiting.length > 0) return
    this.paused = false
    this.source.resume()
  }
}
