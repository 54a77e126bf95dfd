import type { Line } from '../messages/line'
import { Tail } from '../messages/tail'
import { type Change, Transcript } from '../messages/transcript'
import type { Message, Person, Port, ServerFrame, ServerFrameOf } from '../protocol/index'
import { limits, lobby } from '../protocol/index'
import type { OutboxChange, PendingMessage } from '../session/outbox'
import type { Cancel } from '../session/ports'
import type { Question } from '../session/requests'
import type { RoomSubscription, SubscriptionEnd, SubscriptionListener } from '../session/room-subscription'
import type { Session } from '../session/session'
import { ReadMark } from './read-mark'
import type { Opening, RoomHooks, RoomState } from './room'
import type { RoomDeps } from './room-deps'
import { RoomInfo } from './room-info'

/** One room while any page shows it: its lines, and everyone who watches. */
export class OpenRoom implements SubscriptionListener {
  readonly room: string
  readonly session: Session
  readonly readMark: ReadMark
  readonly #watchers = new Set<RoomHooks>()
  readonly #deps: RoomDeps
  readonly #transcript: Transcript
  readonly #tail: Tail
  readonly #info: RoomInfo
  readonly #subscription: RoomSubscription
  readonly #cancels: Cancel[]
  /** Up to where it was read when it was opened. */
  readonly #readBefore: number
  #more = false
  #loading: Promise<void> | undefined
  #over: SubscriptionEnd | undefined

  constructor(room: string, deps: RoomDeps) {
    const { session, phone, roomList, contacts, cache } = deps
    this.room = room
    this.#deps = deps
    this.session = session
    this.#transcript = new Transcript(session.person)
    this.#tail = new Tail(room, phone.clock, cache)
    this.#info = new RoomInfo(room, deps, (call) => this.#tell(call))
    this.#readBefore = roomList.card(room)?.read ?? 0
    this.readMark = new ReadMark(phone.clock, this.#readBefore, (seq) =>
      this.ask({ type: 'read', room, seq }),
    )
    this.#begin(this.#tail.messages, (this.#tail.messages[0]?.seq ?? 1) > 1)
    this.#cancels = [
      session.outbox.listen((pending, news) => this.#pendingChanged(pending, news)),
      roomList.subscribe(() => this.#info.show()),
      contacts.subscribe(() => this.#info.show()),
    ]
    this.#subscription = session.subscribe(room, this.#guessedPort(), this, this.#tail.have)
    // The lobby takes in whoever enters: until then it has no card for them.
    if (room !== lobby && !roomList.card(room)) this.#info.askCard()
  }

  get lines(): readonly Line[] {
    return this.#transcript.lines
  }

  /** The newest `seq` there is to read. */
  get newest(): number {
    return this.#subscription.have
  }

  get port(): Port {
    return this.#subscription.port
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0
  }

  get state(): RoomState {
    return this.#info.state()
  }

  /** Shows everything there is to somebody who begins to watch. */
  watch(hooks: RoomHooks): void {
    this.#watchers.add(hooks)
    hooks.onLines?.([...this.lines], this.#opening())
    hooks.onState?.(this.state)
    if (this.#over) hooks.onGone?.(this.#over)
  }

  unwatch(hooks: RoomHooks): void {
    this.#watchers.delete(hooks)
  }

  /** Nobody watches any more. */
  close(): void {
    for (const cancel of this.#cancels.splice(0)) cancel()
    this.readMark.flush()
    this.#info.close()
    this.#tail.save()
    if (!this.#over) this.session.leave(this.#subscription)
  }

  /** Writes to disk what waits for it, for the program may be ended at any moment. */
  save(): void {
    this.#tail.save()
  }

  ask(question: Question, doneIf: readonly string[] = []): Promise<ServerFrame | undefined> {
    return this.session.ask(this.port, question, { outlives: true, doneIf })
  }

  /** A message that came by another way than the room's frames: the recall that was one's own. */
  take(message: Message): void {
    this.#subscription.take([message])
  }

  /** Loads the page before the oldest line; several who ask share one. */
  loadOlder(): Promise<void> {
    if (!this.#more) return Promise.resolve()
    this.#loading ??= this.#loadPage().finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  restarted(messages: Message[], more: boolean): void {
    this.#tail.restart(messages)
    this.#begin(messages, more)
    this.#tell((hooks) => hooks.onLines?.([...this.lines], this.#opening()))
  }

  added(messages: Message[]): void {
    this.#tail.add(messages)
    for (const { from } of messages) this.#info.spoke(from)
    this.#show(this.#transcript.add(messages))
  }

  entered(frame: ServerFrameOf<'entered'>): void {
    this.readMark.serverHas(frame.read)
    this.#deps.roomList.markRead(this.room, frame.read)
    this.#info.entered(frame)
  }

  heard(frame: ServerFrame): void {
    this.#info.heard(frame)
  }

  /** A person has another name or avatar. */
  rename(person: Person): void {
    this.#tail.rename(person)
    this.#show(this.#transcript.rename(person))
  }

  live(live: boolean): void {
    this.#info.live(live)
  }

  ended(reason: SubscriptionEnd): void {
    this.#over = reason
    this.#tail.forget()
    this.#deps.roomList.remove(this.room)
    this.#info.live(false)
    this.#tell((hooks) => hooks.onGone?.(reason))
  }

  #guessedPort(): Port {
    const isDirect = this.#deps.contacts.get().some(({ room }) => room === this.room)
    return isDirect || this.#deps.roomList.card(this.room)?.kind === 'direct' ? 'direct' : 'group'
  }

  #begin(messages: readonly Message[], more: boolean): void {
    this.#more = more
    this.#transcript.restart(messages)
    for (const pending of this.session.outbox.list(this.room)) this.#place(pending)
  }

  #opening(): Opening {
    return { more: this.#more, read: this.#readBefore }
  }

  async #loadPage(): Promise<void> {
    const before = this.#transcript.oldest
    const page = await this.ask({ type: 'history', room: this.room, before, limit: limits.pageDefault })
    // The list started anew meanwhile: this page does not belong to it.
    if (page?.type !== 'page' || this.#transcript.oldest !== before) return
    this.#more = page.more
    const { count, changes } = this.#transcript.prepend(page.messages)
    this.#tell((hooks) => hooks.onOlder?.(this.lines.slice(0, count), this.#more))
    this.#show(changes)
    // Nothing but recalls, which have no lines: whoever scrolls up wants to see something.
    if (count === 0 && page.more && page.messages.length > 0) await this.#loadPage()
  }

  #pendingChanged(pending: PendingMessage, news: OutboxChange): void {
    if (pending.room !== this.room) return
    // Accepted long ago, and only the answer was lost: its line is in the history, loaded or not.
    const isOld = news === 'accepted' && (pending.seq ?? 0) <= this.#subscription.have
    if (news === 'discarded' || isOld) this.#show(this.#transcript.withoutPending(pending.id))
    else this.#show(this.#place(pending))
    this.#info.show()
  }

  #place(pending: PendingMessage): Change[] {
    return this.#transcript.pending(pending, this.session.outbox.isUnsaved(pending))
  }

  #show(changes: Change[]): void {
    for (const { type, index, ...also } of changes) {
      const line = this.lines[index]
      if (type === 'line' && line) this.#tell((hooks) => hooks.onLine?.(index, line))
      if (type === 'tail')
        this.#tell((hooks) =>
          hooks.onTail?.(index, this.lines.slice(index), 'arrived' in also ? also.arrived : 0),
        )
    }
  }

  #tell(call: (hooks: RoomHooks) => void): void {
    for (const hooks of [...this.#watchers]) if (this.#watchers.has(hooks)) call(hooks)
  }
}
