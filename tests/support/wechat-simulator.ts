import type { HttpAnswer, HttpRequest } from '../../miniprogram/api/http'
import type { Phone, Socket, SocketEvents } from '../../miniprogram/session/ports'
import { Refused } from '../../miniprogram/session/refused'
import { ProgramRun } from './program-run'
import { SimulatedSecrets } from './simulated-secrets'
import { SimulatedSocket } from './simulated-socket'
import { SimulatedStorage } from './simulated-storage'
import type { VirtualClock } from './virtual-clock'
import type { Wire } from './wire'

/** Milliseconds in the background after which WeChat freezes a program. */
const freezeMs = 5_000
/** Milliseconds after which a request without an answer fails. */
const requestMs = 10_000

let phones = 0

function nextPhone(): string {
  phones += 1
  return `phone${phones}`
}

export interface SimulatorOptions {
  clock: VirtualClock
  wire: Wire
  random: () => number
  /** How many sockets this phone has: five by the document, two by what people report. */
  sockets?: 2 | 5
}

/**
 * A phone with WeChat on it, with the rules of `research/platform.md`: few sockets, a freeze after five
 * seconds in the background, silent deaths, closes with 1000 "interrupted", late callbacks, small storage.
 */
export class WeChat {
  readonly storage = new SimulatedStorage()
  readonly secrets = new SimulatedSecrets()
  /** Sockets that could not be opened, for there were too many. */
  refusedSockets = 0
  readonly #options: SimulatorOptions
  readonly #sockets = new Set<SimulatedSocket>()
  #run: ProgramRun | undefined
  #isOnline = true
  #isHidden = false
  /** Not by `random`: two schedules of the same seed may meet on one server. */
  readonly #number = nextPhone()
  #ids = 0
  #ahead = 0

  constructor(options: SimulatorOptions) {
    this.#options = options
  }

  get openSockets(): number {
    return this.#sockets.size
  }

  get isRunning(): boolean {
    return this.#run !== undefined
  }

  /** Starts the program: what it is given to run on. */
  launch(): { phone: Phone; sendRequest(request: HttpRequest): Promise<HttpAnswer> } {
    const run = new ProgramRun(this.#options.clock)
    this.#run = run
    run.ahead = this.#ahead
    this.#isHidden = false
    const phone: Phone = {
      openSocket: (url, protocols, events) => this.#openSocket(run, url, protocols, events),
      clock: run,
      storage: this.storage,
      network: { isOnline: () => this.#isOnline, onChange: (listener) => run.on('network', listener) },
      visibility: {
        onShow: (listener) => run.on('show', listener),
        onHide: (listener) => run.on('hide', listener),
      },
      chance: { random: this.#options.random, newId: () => this.#newId() },
    }
    return { phone, sendRequest: (request) => this.#request(run, request) }
  }

  /** Somebody sets the phone's clock: so many milliseconds ahead of the right time. */
  setClock(ahead: number): void {
    this.#ahead = ahead
    if (this.#run) this.#run.ahead = ahead
  }

  /** Ends the program without a word to it. */
  kill(): void {
    this.#run?.end()
    this.#run = undefined
    for (const socket of [...this.#sockets]) socket.abandon()
  }

  hide(): void {
    const run = this.#run
    if (!run || this.#isHidden) return
    this.#isHidden = true
    run.emit('hide')
    this.#options.clock.after(freezeMs, () => {
      if (this.#run === run && this.#isHidden) run.freeze()
    })
  }

  /** Back in front. What was held back comes before the program hears of it, or after. */
  show(): void {
    const run = this.#run
    if (!run || !this.#isHidden) return
    this.#isHidden = false
    if (run.isFrozen) this.#killSomeSockets()
    if (this.#options.random() < 0.5) {
      run.thaw()
      run.emit('show')
    } else {
      const wasFrozen = run.isFrozen
      run.isFrozen = false
      run.emit('show')
      if (wasFrozen) run.thaw()
    }
  }

  loseNetwork(): void {
    this.#isOnline = false
    for (const socket of this.#sockets) socket.die()
    this.#run?.emit('network')
  }

  findNetwork(): void {
    this.#isOnline = true
    this.#run?.emit('network')
  }

  /** From one network to another: the sockets are dead, and do not know it. */
  changeNetwork(): void {
    this.loseNetwork()
    this.findNetwork()
  }

  /** Ends the sockets, saying so. */
  cut(code: number, reason: string): void {
    for (const socket of [...this.#sockets]) socket.kill(code, reason, true)
  }

  /** Something on the way stopped carrying, and nobody is told. */
  killSilently(): void {
    for (const socket of this.#sockets) socket.die()
  }

  #killSomeSockets(): void {
    for (const socket of [...this.#sockets]) {
      const luck = this.#options.random()
      if (luck < 0.6) socket.kill(1000, 'interrupted', luck < 0.4)
    }
  }

  #openSocket(run: ProgramRun, url: string, protocols: string[], events: SocketEvents): Socket {
    const { clock, random, wire, sockets = 2 } = this.#options
    if (this.#sockets.size >= sockets) {
      this.refusedSockets += 1
      clock.after(5, () => run.call(() => events.closed(1006, 'exceed max concurrent count')))
      return { send: () => {}, close: () => {} }
    }
    const freed = (socket: SimulatedSocket) => this.#sockets.delete(socket)
    const socket = new SimulatedSocket(run, events, { clock, random, wire, freed })
    this.#sockets.add(socket)
    if (this.#isOnline) socket.dial(url, protocols)
    else clock.after(20, () => socket.kill(1006, 'no network', true))
    return socket
  }

  async #request(run: ProgramRun, request: HttpRequest): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const fail = (code: string) => run.call(() => reject(new Refused(code)))
      const { clock, wire, random } = this.#options
      if (!this.#isOnline) {
        clock.after(20, () => fail('offline'))
        return
      }
      clock.after(requestMs, () => fail('no-answer'))
      clock.after(5 + random() * 80, () => {
        wire.request(request).then(
          // A frozen program never sees the answer: WeChat fails what was not finished in time.
          (answer) =>
            clock.after(5, () =>
              run.isFrozen || !this.#isOnline ? fail('offline') : run.call(() => resolve(answer)),
            ),
          () => fail('offline'),
        )
      })
    })
  }

  #newId(): string {
    this.#ids += 1
    return `${this.#number}-${this.#ids}`
  }
}
