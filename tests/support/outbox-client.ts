import { WebSocket } from 'ws'
import type { Message, Person, ServerFrame, ServerFrameOf } from '#protocol'
import { decodeServer, isTemporary, limits, mayReconnect, offer, paths, sealOffer } from '#protocol'
import { sealSocket } from '../conformance/sealing'
import { Transcript } from './transcript'

export interface OutboxClientOptions {
  /** Group ports, such as `ws://127.0.0.1:8080`. After each loss the next one is tried. */
  addresses: readonly string[]
  person: Person
  token: string
  /** A room that the person is a member of. */
  room: string
  /** Messages that may wait for their answer at a time. With 1, a refusal cannot change their order either. */
  window?: number
  /** Told once for each message that is accepted. */
  onAccepted?: () => void
}

interface Waiting {
  test: () => boolean
  done: () => void
  failed: (reason: Error) => void
}

/**
 * One person in one room, who does what `docs/PROTOCOL.md` tells a client: keeps what is not accepted
 * and sends it again with the same id, comes back after a loss, enters with what it has, closes gaps.
 */
export class OutboxClient {
  readonly transcript = new Transcript()
  /** The `seq` of each message that was accepted, by id. */
  readonly accepted = new Map<string, number>()
  /** What is not accepted yet, by id, in the order in which it was written. */
  readonly #outbox = new Map<string, string>()
  /** The ids of what this socket has sent and has no answer to. */
  readonly #unanswered = new Set<string>()
  readonly #heartbeat: NodeJS.Timeout
  #waiting: Waiting[] = []
  #socket: WebSocket | undefined
  #comingBack: NodeJS.Timeout | undefined
  #failure: Error | undefined
  #inRoom = false
  #asking = false
  #closed = false
  #heardAt = 0
  #written = 0
  #losses = 0
  /** Attempts since the room was last entered. */
  #attempts = 0
  readonly #options: OutboxClientOptions

  constructor(options: OutboxClientOptions) {
    this.#options = options
    this.#heartbeat = setInterval(() => this.#beat(), limits.heartbeatMs)
    this.#connect()
  }

  get person(): Person {
    return this.#options.person
  }

  /** Writes a message. It is sent when it can be. */
  say(body: string): void {
    this.#written += 1
    this.#outbox.set(`m${this.#written}`, body)
    this.#sendWaiting()
  }

  /** Resolves when every message has been accepted. */
  allAccepted(): Promise<void> {
    return this.#until(() => this.#outbox.size === 0)
  }

  /** Resolves when everything up to this message has come. */
  reached(seq: number): Promise<void> {
    return this.#until(() => this.transcript.have >= seq)
  }

  /** Tries at once instead of waiting longer, as a phone does that comes to the front. */
  wake(): void {
    if (!this.#comingBack) return
    clearTimeout(this.#comingBack)
    this.#connect()
  }

  /** Loses the socket, without a goodbye. */
  drop(): void {
    this.#socket?.terminate()
  }

  /** Goes for good. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#heartbeat)
    clearTimeout(this.#comingBack)
    const socket = this.#socket
    if (!socket || socket.readyState === WebSocket.CLOSED) return
    const gone = new Promise((done) => socket.once('close', done))
    if (socket.readyState === WebSocket.OPEN) socket.close(1000)
    else socket.terminate()
    await gone
  }

  #sendText: (text: string) => void = () => undefined

  #connect(): void {
    this.#comingBack = undefined
    const { addresses, token } = this.#options
    const address = addresses[this.#losses % addresses.length]
    const socket = new WebSocket(`${address}${paths.group}`, [...offer(token), sealOffer])
    this.#socket = socket
    this.#heardAt = Date.now()
    this.#sendText = sealSocket(
      socket,
      () => this.#enter(),
      (text) => this.#hear(text),
    )
    socket.on('unexpected-response', (_request, { statusCode }) => {
      if (statusCode === 401) this.#fail(new Error('The token is not valid.'))
      socket.terminate()
    })
    // A `close` follows.
    socket.on('error', () => undefined)
    socket.on('close', (code) => this.#lost(code))
  }

  #lost(code: number): void {
    this.#inRoom = false
    this.#asking = false
    this.#unanswered.clear()
    if (this.#closed || this.#failure) return
    if (!mayReconnect(code)) return this.#fail(new Error(`The server closed with ${code}.`))
    const pause = Math.random() * Math.min(30_000, 500 * 2 ** this.#attempts)
    this.#attempts += 1
    this.#losses += 1
    this.#comingBack = setTimeout(() => this.#connect(), pause)
  }

  #fail(reason: Error): void {
    this.#failure ??= reason
    for (const { failed } of this.#waiting.splice(0)) failed(this.#failure)
    this.drop()
  }

  #until(test: () => boolean): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure)
    if (test()) return Promise.resolve()
    return new Promise((done, failed) => this.#waiting.push({ test, done, failed }))
  }

  #send(frame: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#sendText(JSON.stringify(frame))
  }

  #enter(): void {
    this.#send({ type: 'enter', id: 'enter', room: this.#options.room, since: this.transcript.have })
  }

  /** Sends what waits, in its order, as far as the window allows. */
  #sendWaiting(): void {
    if (!this.#inRoom) return
    const { room, window = 10 } = this.#options
    for (const [id, body] of this.#outbox) {
      if (this.#unanswered.size >= window) return
      if (this.#unanswered.has(id)) continue
      this.#unanswered.add(id)
      this.#send({ type: 'say', id, room, kind: 'text', body })
    }
  }

  #hear(wire: string): void {
    this.#heardAt = Date.now()
    const frame = decodeServer(wire)
    if (frame) this.#take(frame)
    const ready = this.#waiting.filter(({ test }) => test())
    this.#waiting = this.#waiting.filter((one) => !ready.includes(one))
    for (const { done } of ready) done()
  }

  #take(frame: ServerFrame): void {
    if (frame.type === 'said' && frame.room === this.#options.room) return this.#show([frame])
    if (frame.type === 'entered') return this.#takeEntered(frame)
    if (frame.type === 'accepted') return this.#takeAccepted(frame)
    if (frame.type === 'refused') return this.#takeRefused(frame)
    if (frame.type === 'page') return this.#takePage(frame)
    if (frame.type === 'heartbeat' && (frame.tops[this.#options.room] ?? 0) > this.transcript.have)
      this.#askForMissing()
  }

  #takeEntered({ top, messages }: ServerFrameOf<'entered'>): void {
    if (top < this.transcript.have)
      return this.#fail(new Error(`The server has ${top} messages and had told ${this.transcript.have}.`))
    this.#attempts = 0
    this.#inRoom = true
    this.#show(messages)
    this.#sendWaiting()
  }

  #takeAccepted({ id = '', seq }: ServerFrameOf<'accepted'>): void {
    const body = this.#outbox.get(id)
    if (body === undefined) return this.#fail(new Error(`"${id}" was accepted twice.`))
    this.#outbox.delete(id)
    this.#unanswered.delete(id)
    this.accepted.set(id, seq)
    this.transcript.take({ seq, id, body, from: this.person.id })
    this.#closeGap()
    this.#sendWaiting()
    this.#options.onAccepted?.()
  }

  #takeRefused({ id = '', of = '', code, retryAfter = 100 }: ServerFrameOf<'refused'>): void {
    if (!isTemporary(code)) return this.#fail(new Error(`${of} "${id}" was refused: ${code}.`))
    const socket = this.#socket
    setTimeout(() => {
      // A new socket has entered, asked and sent everything anew.
      if (this.#socket === socket) this.#again(id, of)
    }, retryAfter)
  }

  #again(id: string, of: string): void {
    if (of === 'enter') return this.#enter()
    if (of === 'history') return this.#askForMissing()
    this.#unanswered.delete(id)
    this.#sendWaiting()
  }

  #takePage({ messages, more }: ServerFrameOf<'page'>): void {
    this.#asking = false
    this.#show(messages)
    // A gap that is still there has asked by itself.
    if (more && !this.#asking) this.#askForMissing()
  }

  #show(messages: readonly Message[]): void {
    for (const { seq, id, body, from } of messages) this.transcript.take({ seq, id, body, from: from.id })
    this.#closeGap()
  }

  #closeGap(): void {
    if (this.transcript.hasGap && !this.#asking) this.#askForMissing()
  }

  #askForMissing(): void {
    this.#asking = true
    const { room } = this.#options
    this.#send({
      type: 'history',
      id: 'missing',
      room,
      after: this.transcript.have,
      limit: limits.pageMessages,
    })
  }

  #beat(): void {
    if (Date.now() - this.#heardAt > limits.deadPeerMs) return this.drop()
    this.#send({ type: 'heartbeat' })
  }
}
