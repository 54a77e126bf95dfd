import type { Message, Port, ServerFrame, ServerFrameOf } from '../protocol/index'
import { limits } from '../protocol/index'
import { Alarm } from './alarm'
import type { Phone } from './ports'
import type { Question } from './requests'
import { Sequence } from './sequence'

/** A hole up to this many messages is filled; beyond it the newest page starts the list anew. */
const fillable = 300
/** Milliseconds in which a hole may close by itself: answers may overtake their neighbours a little. */
const settleMs = 500
/** Milliseconds before what was refused as temporary is tried again. */
const retryMs = 2_000

/** Why a room is over for this person. */
export type Gone = 'quit' | 'removed' | 'dissolved' | 'unknown-room'

/** What a subscription tells the holder of the room's list. */
export interface SubscriptionListener {
  /** The list starts anew with these messages, which are the newest. */
  restarted(messages: readonly Message[]): void
  /** These follow on, each once and in order. */
  added(messages: readonly Message[]): void
  /** The room is entered on this socket: pending messages may go. */
  entered(frame: ServerFrameOf<'entered'>): void
  /** Anything else that the server said about this room. */
  heard(frame: ServerFrame): void
  /** Whether the list is known to be up to date. */
  live(live: boolean): void
  ended(reason: Gone): void
}

/** What its session hears of it. */
type ToSession = Omit<SubscriptionListener, 'heard' | 'live'>

/** With what a subscription reaches the server. */
export interface SubscriptionDeps {
  phone: Pick<Phone, 'clock' | 'chance'>
  /** False when there is no socket. */
  send(port: Port, frame: { type: 'enter'; id: string; room: string; since?: number }): boolean
  /** Rejects when refused, or when the socket is lost. */
  ask(port: Port, question: Question): Promise<ServerFrame | undefined>
}

/** One room that is entered, again on each new socket, with its messages put in order. */
export class RoomSubscription {
  readonly room: string
  port: Port
  listener: SubscriptionListener | undefined
  /** Whether pending messages of this room still have to go out. */
  hasPending = false
  isIn = false
  private readonly deps: SubscriptionDeps
  private readonly session: ToSession
  private readonly sequence = new Sequence()
  private readonly settle: Alarm
  private readonly retry: Alarm
  private entering: string | undefined
  private top = 0
  private filling = false

  constructor(room: string, port: Port, deps: SubscriptionDeps, session: ToSession) {
    this.room = room
    this.port = port
    this.deps = deps
    this.session = session
    this.settle = new Alarm(deps.phone.clock)
    this.retry = new Alarm(deps.phone.clock)
  }

  /** From now on `listener` holds the list, and has all up to `have`; nothing yet, if not given. */
  attach(listener: SubscriptionListener, have: number | undefined): void {
    this.listener = listener
    this.sequence.reset(have)
    this.enter()
  }

  /** The highest `seq` up to which there is no hole. */
  get have(): number {
    return this.sequence.have
  }

  detach(): void {
    this.listener = undefined
    this.settle.clear()
  }

  /** Enters on the present socket, if there is one. */
  enter(): void {
    this.retry.clear()
    const id = this.deps.phone.chance.newId()
    const since = this.sequence.hasBegun ? { since: this.sequence.have } : {}
    this.isIn = false
    if (this.deps.send(this.port, { type: 'enter', id, room: this.room, ...since })) this.entering = id
  }

  /** The socket is gone. */
  lost(): void {
    this.isIn = false
    this.entering = undefined
    this.filling = false
    this.settle.clear()
    this.retry.clear()
    this.listener?.live(false)
  }

  end(): void {
    this.lost()
    this.listener = undefined
  }

  /** Takes messages, in any order and any number of times. */
  take(messages: readonly Message[]): void {
    if (!this.listener) return
    const added = this.sequence.take(messages)
    if (added.length > 0) {
      this.listener.added(added)
      this.session.added(added)
    }
    this.watchForHoles()
  }

  /** The server's newest `seq`, as a heartbeat told it. */
  sawTop(top: number): void {
    this.top = Math.max(this.top, top)
    this.watchForHoles()
  }

  hear(frame: ServerFrame): void {
    if (frame.type === 'entered') this.entered(frame)
    else if (frame.type === 'refused') this.refused(frame)
    else if (frame.type === 'gone') this.over(frame.reason)
    else if (frame.type === 'said') this.said(frame)
    else this.listener?.heard(frame)
  }

  private said({ type: _, room: __, ...message }: ServerFrameOf<'said'>): void {
    this.take([message])
  }

  private entered(frame: ServerFrameOf<'entered'>): void {
    // An answer to an earlier `enter` of this socket: the later one will be answered too.
    if (frame.id !== this.entering) return
    this.entering = undefined
    this.isIn = true
    this.resume(frame)
    this.listener?.entered(frame)
    this.session.entered(frame)
  }

  private resume(frame: ServerFrameOf<'entered'>): void {
    const { top, messages, complete } = frame
    const { have, hasBegun } = this.sequence
    this.top = top
    // `since` beyond the top: what is kept belongs to a server that is no more.
    if (!this.listener) return
    const continues = hasBegun && (complete || (top >= have && top - have <= fillable))
    if (continues) {
      this.take(messages)
      return
    }
    this.sequence.begin(top)
    this.listener.restarted(messages)
    this.session.restarted(messages)
    this.take([])
  }

  private refused({ id, code, retryAfter }: ServerFrameOf<'refused'>): void {
    if (id === undefined || id !== this.entering) return
    this.entering = undefined
    if (code === 'unknown-room') this.over('unknown-room')
    else if (code === 'wrong-port') this.changePort()
    else this.retry.set(retryAfter ?? retryMs, () => this.enter())
  }

  /** The session lets go of the room before the page hears of it. */
  private over(reason: Gone): void {
    const { listener } = this
    this.session.ended(reason)
    listener?.ended(reason)
  }

  private changePort(): void {
    this.port = this.port === 'group' ? 'direct' : 'group'
    this.enter()
  }

  private watchForHoles(): void {
    if (!this.isIn || !this.listener || this.filling) return
    const whole = !this.sequence.hasHole && this.top <= this.sequence.have
    this.listener.live(whole)
    if (whole) this.settle.clear()
    else if (!this.settle.isSet) this.settle.set(settleMs, () => this.fill())
  }

  /** Reads from the history what is missing, page by page. */
  private fill(): void {
    const { room, port } = this
    this.filling = true
    this.deps
      .ask(port, { type: 'history', room, after: this.sequence.have, limit: limits.pageMessages })
      .then((page) => {
        this.filling = false
        if (page?.type === 'page') this.filled(page)
      })
      .catch(() => {
        // With the socket lost, `enter` brings it all; otherwise the hole is still there, and tried again.
        if (this.filling) this.settle.set(retryMs, () => this.fill())
      })
  }

  private filled({ messages, more }: ServerFrameOf<'page'>): void {
    const before = this.sequence.have
    this.take(messages)
    if (more && this.sequence.have > before) {
      this.settle.clear()
      this.fill()
    }
  }
}
