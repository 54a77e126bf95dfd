import type { ClientFrame, Message, Person, Port, ServerFrame, ServerFrameOf } from '../protocol/index'
import { Alarm } from './alarm'
import { BatchSender } from './batch-sender'
import { Batches } from './batches'
import { Connection, type ConnectionListener } from './connection'
import type { Credentials } from './credentials'
import { Outbox, type PendingMessage } from './outbox'
import { OutboxSender } from './outbox-sender'
import type { Cancel, Phone } from './ports'
import { type Asking, type Question, Requests } from './requests'
import { RoomSubscription, type SubscriptionDeps, type SubscriptionListener } from './room-subscription'

const ports: readonly Port[] = ['group', 'direct']
/** Either port takes what goes to several rooms and people. */
const batchPort: Port = 'group'
/** Milliseconds between two looks at the age of the token. */
const renewalMs = 3_600_000

/** What a session tells the stores: what its connections tell, and the messages of entered rooms. */
export interface SessionListener extends Omit<ConnectionListener, 'lost'> {
  delivered(room: string, messages: readonly Message[]): void
}

/** One person's presence at the server: two connections, the rooms subscribed to, and the pending messages on their way. */
export class Session {
  /** As others see them now. */
  person: Person
  readonly outbox: Outbox
  readonly batches: Batches
  private readonly credentials: Credentials
  private readonly listener: SessionListener
  private readonly connections: Record<Port, Connection>
  private readonly requests: Requests
  private readonly sender: OutboxSender
  private readonly batchSender: BatchSender
  private readonly subscriptions = new Map<string, RoomSubscription>()
  private readonly renewal: Alarm
  private readonly deps: SubscriptionDeps
  private readonly cancels: Cancel[]

  constructor(
    person: Person,
    addresses: Record<Port, string>,
    phone: Phone,
    credentials: Credentials,
    listener: SessionListener,
  ) {
    this.person = person
    this.credentials = credentials
    this.listener = listener
    this.outbox = new Outbox(phone.storage, person.id)
    this.batches = new Batches(phone.storage, person.id)
    this.requests = new Requests(phone, (port, frame) => this.send(port, frame))
    this.sender = new OutboxSender(this.outbox, phone, (subscription, frame) =>
      this.connections[subscription.port].send(frame),
    )
    this.batchSender = new BatchSender(this.batches, phone, (frame) => this.send(batchPort, frame))
    this.renewal = new Alarm(phone.clock)
    this.deps = {
      phone,
      send: (port, frame) => this.send(port, frame),
      ask: (port, question) => this.ask(port, question, { outlives: false }),
    }
    const connect = (port: Port) =>
      new Connection(port, addresses[port], phone, credentials, this.listening())
    this.connections = { group: connect('group'), direct: connect('direct') }
    this.cancels = [
      phone.visibility.onShow(() => this.check(true)),
      phone.network.onChange(() => this.check(false)),
      this.outbox.listen((pending) => this.lookAfter(pending)),
      this.batches.listen(() => this.batchSender.next()),
    ]
  }

  /** Connects, and sends what an earlier run of the program left in the outbox. */
  start(): void {
    for (const pending of this.outbox.list()) this.lookAfter(pending)
    for (const port of ports) this.connections[port].start()
    this.watchToken()
  }

  /** Ends it all; the pending messages stay on disk. */
  stop(): void {
    for (const cancel of this.cancels.splice(0)) cancel()
    this.renewal.clear()
    this.batchSender.lost()
    this.requests.clear()
    for (const subscription of this.subscriptions.values()) subscription.end()
    this.subscriptions.clear()
    for (const port of ports) this.connections[port].stop({ state: 'signedOut' })
  }

  /** Tries at once what would be tried later. */
  check(person: boolean): void {
    for (const port of ports) this.connections[port].check(person)
  }

  /** The answer; nothing when a repeat found the thing done. Rejects with `Refused`. */
  ask(port: Port, question: Question, asking: Asking = { outlives: true }): Promise<ServerFrame | undefined> {
    return this.requests.ask(port, question, asking)
  }

  /** Says something that is worth nothing later. */
  sendEphemeral(port: Port, frame: ClientFrame): void {
    this.connections[port].sendIfIdle(frame)
  }

  /** Enters a room for `listener`, which holds its list up to `have`. One holder at a time. */
  subscribe(
    room: string,
    port: Port,
    listener: SubscriptionListener,
    have: number | undefined,
  ): RoomSubscription {
    const subscription = this.subscriptionOf(room, port)
    subscription.attach(listener, have)
    return subscription
  }

  /** The list is not held any more; the room is left as soon as its pending messages are out. */
  leave(subscription: RoomSubscription): void {
    subscription.detach()
    this.leaveIfDone(subscription)
  }

  private listening(): ConnectionListener {
    return {
      opened: (port) => this.opened(port),
      frame: (frame, port) => this.heard(frame, port),
      lost: (port) => this.lost(port),
      status: (port, status) => this.listener.status(port, status),
    }
  }

  private send(port: Port, frame: ClientFrame): boolean {
    if (!this.connections[port].isOpen) return false
    this.connections[port].send(frame)
    return true
  }

  private opened(port: Port): void {
    // Rooms before questions: what is asked about a room needs it entered.
    for (const subscription of this.subscriptionsOn(port)) subscription.enter()
    this.requests.opened(port)
    if (port === batchPort) this.batchSender.next()
    this.listener.opened(port)
  }

  private lost(port: Port): void {
    for (const subscription of this.subscriptionsOn(port)) {
      this.sender.lost(subscription.room)
      subscription.lost()
    }
    if (port === batchPort) this.batchSender.lost()
    this.requests.lost(port)
  }

  private heard(frame: ServerFrame, port: Port): void {
    this.requests.answer(frame)
    this.batchSender.hear(frame)
    if (frame.type === 'heartbeat') this.sawHeartbeat(frame, port)
    else if (frame.type === 'accepted') this.accepted(frame)
    else this.toSubscriptions(frame, port)
    this.listener.frame(frame, port)
  }

  private sawHeartbeat({ tops }: ServerFrameOf<'heartbeat'>, port: Port): void {
    for (const subscription of this.subscriptionsOn(port)) subscription.sawTop(tops[subscription.room] ?? 0)
  }

  private accepted(frame: ServerFrameOf<'accepted'>): void {
    const message = this.sender.accepted(frame)
    const subscription = this.subscriptions.get(frame.room)
    if (!message) return
    const own = { ...message, from: this.person }
    if (subscription?.listener) subscription.take([own])
    else this.listener.delivered(frame.room, [own])
    // It is there still when it has to wait for its neighbours.
    const pending = this.outbox.get(frame.room, own.id)
    if (pending) this.outbox.accept(pending, own.seq)
  }

  private toSubscriptions(frame: ServerFrame, port: Port): void {
    const room = 'room' in frame && typeof frame.room === 'string' ? frame.room : undefined
    if (room === undefined && frame.type !== 'refused') return
    for (const subscription of this.subscriptionsOn(port)) {
      if (room !== undefined && subscription.room !== room) continue
      subscription.hear(frame)
      if (frame.type === 'refused') this.sender.refused(subscription, frame)
    }
  }

  private delivered(room: string, messages: readonly Message[]): void {
    for (const { from, id, seq } of messages) {
      if (from.id === this.person.id) this.sender.arrived(room, id, seq)
    }
    this.listener.delivered(room, messages)
  }

  /** The room is over: its pending messages cannot go out. */
  private ended(subscription: RoomSubscription): void {
    const { room } = subscription
    this.subscriptions.delete(room)
    this.sender.lost(room)
    subscription.end()
    for (const pending of this.outbox.list(room))
      if (!pending.problem) this.outbox.fail(pending, 'unknown-room')
  }

  /** A pending message came, changed or went. */
  private lookAfter(pending: PendingMessage): void {
    const waits = this.outbox.list(pending.room).some(({ problem }) => problem === undefined)
    const known = this.subscriptions.get(pending.room)
    // A pending message that failed or went away is no reason to enter a room again.
    if (!known && (!waits || !this.outbox.get(pending.room, pending.id) || pending.problem !== undefined))
      return
    const subscription = known ?? this.subscriptionOf(pending.room, pending.port)
    subscription.hasPending = waits
    if (!known) subscription.enter()
    else if (waits) this.sender.next(subscription)
    else this.leaveIfDone(subscription)
  }

  private subscriptionOf(room: string, port: Port): RoomSubscription {
    const known = this.subscriptions.get(room)
    if (known) return known
    const delivered = (messages: readonly Message[]) => this.delivered(room, messages)
    const subscription: RoomSubscription = new RoomSubscription(room, port, this.deps, {
      restarted: delivered,
      added: delivered,
      entered: () => this.sender.next(subscription),
      ended: () => this.ended(subscription),
    })
    this.subscriptions.set(room, subscription)
    return subscription
  }

  private leaveIfDone(subscription: RoomSubscription): void {
    if (subscription.listener || subscription.hasPending) return
    this.subscriptions.delete(subscription.room)
    subscription.end()
    if (this.connections[subscription.port].isOpen)
      this.connections[subscription.port].send({ type: 'leave', room: subscription.room })
  }

  private subscriptionsOn(port: Port): RoomSubscription[] {
    return [...this.subscriptions.values()].filter((subscription) => subscription.port === port)
  }

  private watchToken(): void {
    this.renewal.set(renewalMs, () => {
      this.credentials.token().catch(() => {})
      this.watchToken()
    })
  }
}
