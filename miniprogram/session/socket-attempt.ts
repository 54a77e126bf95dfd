import type { Cancel, Clock, Socket, SocketEvents } from './ports'

/** How long an old socket may take to report its end before its place is counted as free. */
const farewellMs = 1_500

/** One socket from its opening to its end; once dropped it is deaf, whatever its host still calls. */
export class SocketAttempt {
  opened = false
  private ended = false
  private deaf = false
  private socket: Socket | undefined
  private readonly clock: Clock
  private readonly events: SocketEvents
  private readonly waiting: Array<() => void> = []

  constructor(clock: Clock, events: SocketEvents) {
    this.clock = clock
    this.events = events
  }

  /** Opens the socket; its host may refuse before it has handed it over. */
  open(openSocket: (events: SocketEvents) => Socket): void {
    const events = this.events
    this.socket = openSocket({
      opened: () => {
        if (this.deaf || this.ended) return
        this.opened = true
        events.opened()
      },
      message: (text) => {
        if (!this.deaf && !this.ended) events.message(text)
      },
      closed: (code, reason) => {
        if (this.ended) return
        this.end()
        if (!this.deaf) events.closed(code, reason)
      },
    })
  }

  send(text: string): void {
    if (!this.ended) this.socket?.send(text)
  }

  /** Closes the socket and hears nothing of it any more. */
  drop(): void {
    if (this.deaf) return
    this.deaf = true
    if (!this.ended) this.socket?.close()
  }

  /** Resolves when the socket has ended, or has had time enough: phones have two sockets, and no third. */
  gone(): Promise<void> {
    if (this.ended) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel: Cancel = this.clock.after(farewellMs, resolve)
      this.waiting.push(() => {
        cancel()
        resolve()
      })
    })
  }

  private end(): void {
    this.ended = true
    for (const tell of this.waiting.splice(0)) tell()
  }
}
