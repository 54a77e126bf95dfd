import type { Socket, SocketEvents } from '../../miniprogram/session/ports'
import type { ProgramRun } from './program-run'
import type { VirtualClock } from './virtual-clock'
import type { Wire } from './wire'

/** Milliseconds after which the far end notices that nothing comes any more. */
const noticeMs = 60_000

/** What a simulated socket needs of its phone. */
export interface SocketWorld {
  clock: VirtualClock
  random: () => number
  wire: Wire
  /** The socket's place is free again. */
  freed(socket: SimulatedSocket): void
}

/** One of WeChat's sockets: slow, mortal, and not always honest about it. */
export class SimulatedSocket implements Socket {
  readonly #run: ProgramRun
  readonly #events: SocketEvents
  readonly #world: SocketWorld
  #far: Socket | undefined
  #isDead = false
  #isReported = false
  #isClosing = false
  #sentUntil = 0
  #heardUntil = 0

  constructor(run: ProgramRun, events: SocketEvents, world: SocketWorld) {
    this.#run = run
    this.#events = events
    this.#world = world
  }

  dial(url: string, protocols: string[]): void {
    this.#world.clock.after(this.#latency(), () => {
      if (this.#isDead || this.#isClosing) return
      this.#far = this.#world.wire.dial(url, protocols, {
        opened: () => this.#later(() => this.#events.opened()),
        message: (text) => this.#later(() => this.#events.message(text)),
        closed: (code, reason) => this.#later(() => this.#report(code, reason)),
      })
    })
  }

  /** Succeeds on a dead socket too. */
  send(text: string): void {
    if (this.#isDead || this.#isClosing) return
    this.#sentUntil = Math.max(this.#sentUntil, this.#world.clock.now() + this.#latency())
    this.#world.clock.after(this.#sentUntil - this.#world.clock.now(), () => {
      if (!this.#isDead) this.#far?.send(text)
    })
  }

  /** Gives the place back soon; the report may come late or never, and what was on its way still arrives. */
  close(): void {
    if (this.#isClosing) return
    this.#isClosing = true
    const { clock, random } = this.#world
    clock.after(random() * 1_000, () => {
      this.#far?.close()
      this.#world.freed(this)
    })
    const luck = random()
    if (luck < 0.7) clock.after(luck * 1_400, () => this.#report(1000, ''))
    else if (luck < 0.85) clock.after(3_000, () => this.#report(1000, ''))
  }

  /** The network went away under it: nobody is told. */
  die(): void {
    if (this.#isDead) return
    this.#isDead = true
    this.#world.clock.after(noticeMs, () => this.#far?.close())
  }

  /** The phone's system ends it. Sometimes the program is not even told. */
  kill(code: number, reason: string, told: boolean): void {
    if (this.#isReported) return
    this.#isDead = true
    this.#far?.close()
    this.#world.freed(this)
    if (told) this.#report(code, reason)
  }

  /** The program is gone, and its sockets with it. */
  abandon(): void {
    this.#isDead = true
    this.#far?.close()
    this.#world.freed(this)
  }

  #report(code: number, reason: string): void {
    if (this.#isReported) return
    this.#isReported = true
    this.#world.freed(this)
    this.#run.call(() => this.#events.closed(code, reason))
  }

  /** Hands on what came from the far end, in its order. */
  #later(tell: () => void): void {
    this.#heardUntil = Math.max(this.#heardUntil, this.#world.clock.now() + this.#latency())
    this.#world.clock.after(this.#heardUntil - this.#world.clock.now(), () => {
      if (!this.#isDead) this.#run.call(tell)
    })
  }

  #latency(): number {
    return 2 + this.#world.random() * 60
  }
}
