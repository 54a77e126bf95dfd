import type { ClientFrame, Message, Person, Port, ServerFrame, ServerFrameOf } from '../protocol/index'
import { Alarm } from './alarm'
import { Connection } from './connection'
import { Courier } from './courier'
import type { Credentials } from './credentials'
import type { SocketStatus } from './link-state'
import { type Letter, Outbox } from './outbox'
import type { Cancel, Phone } from './ports'
import { type Asking, type Question, Requests } from './requests'
import { Visit, type VisitEnd, type VisitLine, type VisitListener } from './visit'

const ports: readonly Port[] = ['group', 'direct']
/** Milliseconds between two looks at the age of the token. */
const renewalMs = 3_600_000

/** What a session tells the stores. */
export interface SessionListener {
  /** Every frame that the server sends, on either port. */
  frame?(frame: ServerFrame, port: Port): void
  /** A fresh socket: what was read before may be out of date. */
  opened?(port: Port): void
  status?(port: Port, status: SocketStatus): void
  /** Messages of a visited room, as they are added to its list. */
  delivered?(room: string, messages: readonly Message[]): void
}

/** One person's presence at the server: two connections, the rooms visited, and the letters on their way. */
export class Session {
  /** As others see them now. */
  person: Person
  readonly outbox: Outbox
  private readonly phone: Phone
  private readonly credentials: Credentials
  private readonly listener: SessionListener
  private readonly connections: Record<Port, Connection>
  private readonly requests: Requests
  private readonly courier: Courier
  private readonly visits = new Map<string, Visit>()
  private readonly renewal: Alarm
  private readonly line: VisitLine
  private readonly cancels: Cancel[]
  /** The server's clock, as far as it is ahead of this phone's. */
  private ahead = 0

  constructor(
    person: Person,
    addresses: Record<Port, string>,
    phone: Phone,
    credentials: Credentials,
    listener: SessionListener,
  ) {
    this.person = person
    this.phone = phone
    this.credentials = credentials
    this.listener = listener
    this.outbox = new Outbox(phone.storage, person.id)
    this.requests = new Requests(phone, (port, frame) => this.send(port, frame))
    this.courier = new Courier(this.outbox, phone, (visit, frame) => this.connections[visit.port].send(frame))
    this.renewal = new Alarm(phone.clock)
    this.line = this.lineOfVisits()
    this.connections = {
      group: this.connect('group', addresses.group),
      direct: this.connect('direct', addresses.direct),
    }
    this.cancels = [
      phone.visibility.onShow(() => this.check(true)),
      phone.network.onChange(() => this.check(false)),
      this.outbox.listen((letter) => this.lookAfter(letter)),
    ]
  }

  /** Connects, and sends what an earlier run of the program left in the outbox. */
  start(): void {
    for (const letter of this.outbox.list()) this.lookAfter(letter)
    for (const port of ports) this.connections[port].start()
    this.watchToken()
  }

  /** Ends it all; the letters stay on disk. */
  stop(): void {
    for (const cancel of this.cancels.splice(0)) cancel()
    this.renewal.clear()
    this.requests.clear()
    for (const visit of this.visits.values()) visit.end()
    this.visits.clear()
    for (const port of ports) this.connections[port].stop({ state: 'signedOut' })
  }

  /** Tries at once what would be tried later. */
  check(person: boolean): void {
    for (const port of ports) this.connections[port].check(person)
  }

  /** Milliseconds since 1970, by the server's clock as far as it is known. */
  now(): number {
    return this.phone.clock.now() + this.ahead
  }

  /** The answer; nothing when a repeat found the thing done. Rejects with `Refused`. */
  ask(port: Port, question: Question, asking: Asking = { outlives: true }): Promise<ServerFrame | undefined> {
    return this.requests.ask(port, question, asking)
  }

  /** Says something that is worth nothing later. */
  mention(port: Port, frame: ClientFrame): void {
    this.connections[port].sendIfIdle(frame)
  }

  /** Enters a room for somebody who holds its list up to `have`. One holder at a time. */
  visit(room: string, port: Port, listener: VisitListener, have: number | undefined): Visit {
    const visit = this.visitOf(room, port)
    visit.attach(listener, have)
    return visit
  }

  /** Nobody holds the list any more; the room is left as soon as its letters are out. */
  leave(visit: Visit): void {
    visit.detach()
    this.leaveIfDone(visit)
  }

  private connect(port: Port, url: string): Connection {
    return new Connection(port, url, this.phone, this.credentials, {
      opened: () => this.opened(port),
      frame: (frame) => this.heard(frame, port),
      lost: () => this.lost(port),
      status: (status) => this.listener.status?.(port, status),
    })
  }

  private lineOfVisits(): VisitLine {
    return {
      phone: this.phone,
      send: (port, frame) => this.send(port, frame),
      ask: (port, question) => this.ask(port, question, { outlives: false }),
      entered: (visit) => this.courier.next(visit),
      delivered: (room, messages) => this.delivered(room, messages),
      ended: (visit, reason) => this.ended(visit, reason),
    }
  }

  private send(port: Port, frame: ClientFrame): boolean {
    if (!this.connections[port].isOpen) return false
    this.connections[port].send(frame)
    return true
  }

  private opened(port: Port): void {
    // Rooms before questions: what is asked about a room needs it entered.
    for (const visit of this.visitsOn(port)) visit.enter()
    this.requests.opened(port)
    this.listener.opened?.(port)
  }

  private lost(port: Port): void {
    for (const visit of this.visitsOn(port)) {
      this.courier.lost(visit.room)
      visit.lost()
    }
    this.requests.lost(port)
  }

  private heard(frame: ServerFrame, port: Port): void {
    this.requests.answer(frame)
    if (frame.type === 'heartbeat') this.sawHeartbeat(frame, port)
    else if (frame.type === 'accepted') this.accepted(frame)
    else this.toVisits(frame, port)
    this.listener.frame?.(frame, port)
  }

  private sawHeartbeat({ time, tops }: ServerFrameOf<'heartbeat'>, port: Port): void {
    this.ahead = time - this.phone.clock.now()
    for (const visit of this.visitsOn(port)) visit.sawTop(tops[visit.room] ?? 0)
  }

  private accepted(frame: ServerFrameOf<'accepted'>): void {
    const message = this.courier.accepted(frame)
    const visit = this.visits.get(frame.room)
    if (!message) return
    const own = { ...message, from: this.person }
    if (visit?.listener) visit.take([own])
    else this.listener.delivered?.(frame.room, [own])
    // It is there still when it has to wait for its neighbours.
    const letter = this.outbox.get(frame.room, own.id)
    if (letter) this.outbox.accept(letter, own.seq)
  }

  private toVisits(frame: ServerFrame, port: Port): void {
    const room = 'room' in frame && typeof frame.room === 'string' ? frame.room : undefined
    if (room === undefined && frame.type !== 'refused') return
    for (const visit of this.visitsOn(port)) {
      if (room !== undefined && visit.room !== room) continue
      visit.hear(frame)
      if (frame.type === 'refused') this.courier.refused(visit, frame)
    }
  }

  private delivered(room: string, messages: readonly Message[]): void {
    for (const { from, id, seq } of messages) {
      if (from.id === this.person.id) this.courier.arrived(room, id, seq)
    }
    this.listener.delivered?.(room, messages)
  }

  /** The room is over: its letters cannot go out. */
  private ended(visit: Visit, reason: VisitEnd): void {
    const { listener, room } = visit
    this.visits.delete(room)
    this.courier.lost(room)
    visit.end()
    for (const letter of this.outbox.list(room)) if (!letter.problem) this.outbox.fail(letter, 'unknown-room')
    listener?.ended(reason)
  }

  /** A letter came, changed or went. */
  private lookAfter(letter: Letter): void {
    const waits = this.outbox.list(letter.room).some(({ problem }) => problem === undefined)
    const known = this.visits.get(letter.room)
    // A letter that failed or went away is no reason to enter a room again.
    if (!known && (!waits || !this.outbox.get(letter.room, letter.id) || letter.problem !== undefined)) return
    const visit = known ?? this.visitOf(letter.room, letter.port)
    visit.hasLetters = waits
    if (!known) visit.enter()
    else if (waits) this.courier.next(visit)
    else this.leaveIfDone(visit)
  }

  private visitOf(room: string, port: Port): Visit {
    const known = this.visits.get(room)
    if (known) return known
    const visit = new Visit(room, port, this.line)
    this.visits.set(room, visit)
    return visit
  }

  private leaveIfDone(visit: Visit): void {
    if (visit.listener || visit.hasLetters) return
    this.visits.delete(visit.room)
    visit.end()
    if (this.connections[visit.port].isOpen)
      this.connections[visit.port].send({ type: 'leave', room: visit.room })
  }

  private visitsOn(port: Port): Visit[] {
    return [...this.visits.values()].filter((visit) => visit.port === port)
  }

  private watchToken(): void {
    this.renewal.set(renewalMs, () => {
      this.credentials.token().catch(() => {})
      this.watchToken()
    })
  }
}
