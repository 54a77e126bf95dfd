import type { Port, ServerFrame } from '../protocol/index'
import { closes, decodeServer, mayReconnect, offer } from '../protocol/index'
import { Alarm } from './alarm'
import { pause } from './backoff'
import type { SocketStatus } from './connection-state'
import type { Credentials } from './credentials'
import { Heartbeat } from './heartbeat'
import type { Phone } from './ports'
import { RateLimiter } from './rate-limiter'
import { SocketAttempt } from './socket-attempt'

/** Milliseconds in which a socket must open. */
const openMs = 15_000

/** What the two connections tell the session, and the session the stores. */
export interface ConnectionListener {
  /** A fresh socket is open: rooms have to be entered and questions asked again; what was read may be out of date. */
  opened(port: Port): void
  /** Every frame that the server sends. */
  frame(frame: ServerFrame, port: Port): void
  /** The socket is gone, and what was under way with it. */
  lost(port: Port): void
  status(port: Port, status: SocketStatus): void
}

type ConnectionPhone = Pick<Phone, 'openSocket' | 'clock' | 'network' | 'chance'>

/** One lasting connection to one port, made of one socket after another and never two at a time. */
export class Connection {
  readonly port: Port
  private readonly url: string
  private readonly phone: ConnectionPhone
  private readonly credentials: Credentials
  private readonly listener: ConnectionListener
  private readonly heartbeat: Heartbeat
  private readonly limiter: RateLimiter
  private readonly retry: Alarm
  private readonly opening: Alarm
  private attempt: SocketAttempt | undefined
  /** What the socket was opened with. */
  private token = ''
  /** Resolves when the socket before this one has given its place back. */
  private farewell = Promise.resolve()
  private wanted = false
  private dialling = false
  private refused = false
  private attempts = 0
  /** The last socket never opened: it may be the token that was refused, which no host tells. */
  private doubted = false
  /** Counts dials and stops: what comes back from waiting looks whether it is still the same. */
  private turn = 0

  constructor(
    port: Port,
    url: string,
    phone: ConnectionPhone,
    credentials: Credentials,
    listener: ConnectionListener,
  ) {
    this.port = port
    this.url = url
    this.phone = phone
    this.credentials = credentials
    this.listener = listener
    this.retry = new Alarm(phone.clock)
    this.opening = new Alarm(phone.clock)
    this.heartbeat = new Heartbeat(
      phone.clock,
      (id) => this.attempt?.send(JSON.stringify({ type: 'heartbeat', id })),
      () => this.again(),
    )
    this.limiter = new RateLimiter(phone.clock, (text) => this.attempt?.send(text))
  }

  get isOpen(): boolean {
    return this.attempt?.opened === true
  }

  start(): void {
    this.wanted = true
    this.attempts = 0
    this.doubted = false
    this.again()
  }

  /** Closes for good. `state`: what it is then. */
  stop(status: SocketStatus): void {
    this.wanted = false
    this.let()
    this.tell(status)
  }

  /** Sends a frame when its turn comes; it is forgotten if the socket is lost before. */
  send(frame: object): void {
    if (this.isOpen) this.limiter.push(JSON.stringify(frame))
  }

  /** Sends a frame that is worth nothing later. */
  sendIfIdle(frame: object): void {
    if (this.isOpen) this.limiter.pushIfIdle(JSON.stringify(frame))
  }

  /**
   * The phone woke up or changed its network: asks for a sign of life, or comes back at once. After a
   * refusal it comes back only if a person wants it.
   */
  check(person: boolean): void {
    if (!this.wanted || (this.refused && !person)) return
    if (this.isOpen) this.heartbeat.probe()
    else if (!this.attempt && !this.dialling) this.again()
  }

  /** Gives the socket up, if there is one, and opens a new one at once. */
  private again(): void {
    this.let()
    this.dial().catch(() => this.wait())
  }

  private let(): void {
    this.turn += 1
    this.dialling = false
    this.retry.clear()
    this.opening.clear()
    const attempt = this.attempt
    if (!attempt) return
    this.ended(attempt)
    attempt.drop()
  }

  /** The socket is no longer ours to use. */
  private ended(attempt: SocketAttempt): void {
    this.attempt = undefined
    this.farewell = attempt.gone()
    this.opening.clear()
    this.heartbeat.stop()
    this.limiter.clear()
    if (attempt.opened) this.listener.lost(this.port)
  }

  private async dial(): Promise<void> {
    this.turn += 1
    const turn = this.turn
    this.dialling = true
    this.refused = false
    this.tell({ state: 'connecting' })
    const token = await this.credentials.token(this.doubted)
    await this.farewell
    if (turn !== this.turn) return
    this.dialling = false
    // Without a token the person signed out, and this connection is stopped, or about to be.
    if (token !== undefined) this.open(token)
  }

  private open(token: string): void {
    const attempt: SocketAttempt = new SocketAttempt(this.phone.clock, {
      opened: () => this.opened(),
      message: (text) => this.received(text),
      closed: (code) => this.closed(attempt, code),
    })
    this.attempt = attempt
    this.token = token
    this.opening.set(openMs, () => {
      this.doubted = true
      this.giveUp()
    })
    attempt.open((events) => this.phone.openSocket(this.url, offer(token), events))
  }

  private opened(): void {
    this.opening.clear()
    this.doubted = false
    this.tell({ state: 'open' })
    this.heartbeat.start()
    this.listener.opened(this.port)
  }

  private received(text: string): void {
    const frame = decodeServer(text)
    this.heartbeat.heard()
    if (!frame) return
    // Served again: only now, for a server that opens and closes at once must not be called every half second.
    this.attempts = 0
    if (frame.type === 'heartbeat') this.heartbeat.answered(frame.id)
    this.listener.frame(frame, this.port)
  }

  /** The socket was closed, and not by us: the code 1000 "interrupted" of a sleeping phone comes here too. */
  private closed(attempt: SocketAttempt, code: number): void {
    if (attempt !== this.attempt) return
    this.doubted = !attempt.opened
    this.ended(attempt)
    if (code === closes.expired.code) this.credentials.expire()
    this.refused = !mayReconnect(code)
    if (code === closes.signedOut.code) this.signedOut()
    else if (this.refused) this.tell({ state: 'refused', code })
    else this.wait()
  }

  private signedOut(): void {
    this.credentials.revoked(this.token)
    // Not stopped by it: this person has a newer token, which another window may have signed in for.
    if (this.wanted) this.again()
  }

  private tell(status: SocketStatus): void {
    this.listener.status(this.port, status)
  }

  private giveUp(): void {
    this.let()
    this.wait()
  }

  private wait(): void {
    const milliseconds = pause(this.attempts, this.phone.chance.random)
    this.attempts += 1
    this.retry.set(milliseconds, () => this.again())
    const retryAt = this.phone.clock.now() + milliseconds
    this.tell(this.phone.network.isOnline() ? { state: 'waiting', retryAt } : { state: 'offline' })
  }
}
