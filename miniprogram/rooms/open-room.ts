import type { Line } from '../messages/line'
import { type ListChange, Transcript } from '../messages/transcript'
import type { Message, Person, Port, ServerFrame, ServerFrameOf } from '../protocol/index'
import { hasLine, limits, lobby } from '../protocol/index'
import type { OutboxChange, PendingMessage } from '../session/outbox'
import type { Cancel } from '../session/ports'
import type { Question } from '../session/requests'
import type { Gone, RoomSubscription, SubscriptionListener } from '../session/room-subscription'
import type { Session } from '../session/session'
import { HistorySaver } from './history-saver'
import { Pins } from './pins'
import { ReadMark } from './read-mark'
import type { LinesChange, Opening, RoomHooks, RoomState } from './room'
import type { RoomDeps } from './room-deps'
import { RoomInfo } from './room-info'
import { Turns } from './turns'

/** One room while any page shows it: its lines, and every page that watches. */
export class OpenRoom implements SubscriptionListener {
  readonly room: string
  readonly session: Session
  readonly readMark: ReadMark
  /** For what is put on messages, and taken off again. */
  readonly turns = new Turns()
  private readonly watchers = new Set<RoomHooks>()
  private readonly deps: RoomDeps
  private readonly transcript: Transcript
  private readonly saver: HistorySaver
  private readonly pins: Pins
  private readonly info: RoomInfo
  private readonly subscription: RoomSubscription
  private readonly cancels: Cancel[]
  /** Up to where it was read when a page began to show it. */
  private readBefore: number
  private loading: Promise<void> | undefined
  private over: Gone | undefined

  constructor(room: string, deps: RoomDeps) {
    const { session, phone, roomList, contacts, cache } = deps
    this.room = room
    this.deps = deps
    this.session = session
    this.transcript = new Transcript(session.person)
    this.saver = new HistorySaver(room, phone.clock, cache, () => this.transcript.messages)
    this.pins = new Pins(this, () => this.info.show())
    this.info = new RoomInfo(room, deps, this.pins, (call) => this.tell(call))
    this.readBefore = roomList.card(room)?.read ?? 0
    this.readMark = new ReadMark(phone.clock, this.readBefore, (seq) => this.ask({ type: 'read', room, seq }))
    this.begin(cache.read(room))
    this.cancels = [
      session.outbox.listen((pending, news) => this.pendingChanged(pending, news)),
      roomList.subscribe(() => this.info.show()),
      contacts.subscribe(() => this.info.show()),
    ]
    this.subscription = session.subscribe(room, this.guessedPort(), this, this.transcript.newest)
    // Entering the lobby makes one its member: until then it has no card.
    if (room !== lobby && !roomList.card(room)) this.info.askCard()
  }

  get lines(): readonly Line[] {
    return this.transcript.lines
  }

  /** The newest `seq` there is to read. */
  get newest(): number {
    return this.subscription.have
  }

  /** Up to where the room is read by somebody who has seen `seq`. */
  readThrough(seq: number): number {
    return this.transcript.readThrough(Math.min(seq, this.newest))
  }

  /** The next line behind `seq` that mentions the reader, as far as it is loaded. */
  mentionAfter(seq: number): number | undefined {
    return this.transcript.lines.find((line) => line.mentionsMe && line.seq > seq)?.seq
  }

  /** The message with this `seq`, if it is loaded. */
  messageAt(seq: number): Message | undefined {
    return this.transcript.messageAt(seq)
  }

  /** Whether the message with this `seq` is loaded, or nothing older is left to load. */
  reaches(seq: number): boolean {
    return this.transcript.oldest <= seq || !this.transcript.more
  }

  get port(): Port {
    return this.subscription.port
  }

  get isWatched(): boolean {
    return this.watchers.size > 0
  }

  get state(): RoomState {
    return this.info.state()
  }

  /** Shows everything there is to a page that begins to watch. */
  watch(hooks: RoomHooks): void {
    // Held by an upload alone, or by a page without its lines, it may have been read further since.
    const isShown = [...this.watchers].some(({ onLines }) => onLines)
    if (hooks.onLines && !isShown) this.readBefore = this.deps.roomList.card(this.room)?.read ?? 0
    this.watchers.add(hooks)
    hooks.onLines?.(this.opening())
    hooks.onState?.(this.state)
    if (this.over) hooks.onGone?.(this.over)
  }

  unwatch(hooks: RoomHooks): void {
    this.watchers.delete(hooks)
  }

  /** The last page is gone. */
  close(): void {
    for (const cancel of this.cancels.splice(0)) cancel()
    this.readMark.flush()
    this.info.close()
    this.saver.save()
    if (!this.over) this.session.leave(this.subscription)
  }

  /** Writes to disk what waits for it, for the program may be ended at any moment. */
  save(): void {
    this.saver.save()
  }

  ask(question: Question, doneIf: readonly string[] = []): Promise<ServerFrame | undefined> {
    return this.session.ask(this.port, question, { outlives: true, doneIf })
  }

  /** A message that came by another way than the room's frames: the recall that was one's own. */
  take(message: Message): void {
    this.subscription.take([message])
  }

  /** Brings in a message that came to others alone: the pin that was one's own. Without it the hole closes a moment later. */
  async fetch(seq: number): Promise<void> {
    const page = await this.ask({ type: 'history', room: this.room, before: seq + 1, limit: 1 })
    if (page?.type === 'page') this.subscription.take(page.messages)
  }

  /** Shows a reaction that is on its way. What it answers is called with its place once the server has it, without one when not. */
  react(seq: number, emoji: string, on: boolean): (place?: number) => void {
    const { reaction, changes } = this.transcript.react(seq, emoji, on)
    this.show(changes)
    return (place) => this.show(this.transcript.reacted(reaction, place))
  }

  /** Asks for what the pinned messages say. */
  loadPins(): void {
    this.pins.load()
  }

  /** Loads the page before the oldest line; several who ask share one. */
  loadOlder(): Promise<void> {
    if (!this.transcript.more) return Promise.resolve()
    this.loading ??= this.loadPage().finally(() => {
      this.loading = undefined
    })
    return this.loading
  }

  restarted(messages: readonly Message[]): void {
    this.begin(messages)
    this.saver.saveSoon()
    this.show([this.opening()])
    this.pins.take(messages)
  }

  added(messages: readonly Message[]): void {
    this.saver.saveSoon()
    for (const message of messages) if (hasLine(message)) this.info.spoke(message.from)
    this.show(this.transcript.add(messages))
    this.pins.take(messages)
    this.info.show()
  }

  entered(frame: ServerFrameOf<'entered'>): void {
    this.readMark.serverHas(frame.read)
    this.deps.roomList.markRead(this.room, frame.read)
    this.pins.entered(frame.pinned)
    this.info.entered(frame)
  }

  heard(frame: ServerFrame): void {
    this.info.heard(frame)
  }

  /** A person has another name or avatar. */
  rename(person: Person): void {
    // What was forgotten with the room stays forgotten.
    if (!this.over) this.saver.saveSoon()
    this.pins.rename(person)
    this.show(this.transcript.rename(person))
    this.tell((hooks) => hooks.onRenamed?.(person))
  }

  live(live: boolean): void {
    this.info.live(live)
  }

  ended(reason: Gone): void {
    this.over = reason
    this.saver.forget()
    this.deps.roomList.remove(this.room)
    this.info.live(false)
    this.tell((hooks) => hooks.onGone?.(reason))
  }

  private guessedPort(): Port {
    const isDirect = this.deps.contacts.get().some(({ room }) => room === this.room)
    return isDirect || this.deps.roomList.card(this.room)?.kind === 'direct' ? 'direct' : 'group'
  }

  private begin(messages: readonly Message[]): void {
    this.transcript.restart(messages)
    for (const pending of this.session.outbox.list(this.room)) this.place(pending)
  }

  private opening(): Opening {
    const { lines, more } = this.transcript
    return { type: 'all', lines, more, read: this.readBefore }
  }

  private async loadPage(): Promise<void> {
    const before = this.transcript.oldest
    const page = await this.ask({ type: 'history', room: this.room, before, limit: limits.pageDefault })
    // The list started anew meanwhile: this page does not belong to it.
    if (page?.type !== 'page' || this.transcript.oldest !== before) return
    const { length } = this.lines
    this.show(this.transcript.prepend(page.messages, page.more))
    // Nothing but changes, which have no lines: a reader who scrolls up wants to see something.
    const isEmpty = this.lines.length === length && page.messages.length > 0
    if (isEmpty && page.more) await this.loadPage()
  }

  private pendingChanged(pending: PendingMessage, news: OutboxChange): void {
    if (pending.room !== this.room) return
    // Accepted long ago, and only the answer was lost: its line is in the history, loaded or not.
    const isOld = news === 'accepted' && (pending.seq ?? 0) <= this.subscription.have
    if (news === 'discarded' || isOld) this.show(this.transcript.withoutPending(pending.id))
    else this.show(this.place(pending))
    this.info.show()
  }

  private place(pending: PendingMessage): ListChange[] {
    return this.transcript.pending(pending, this.session.outbox.isUnsaved(pending))
  }

  private show(changes: readonly LinesChange[]): void {
    for (const change of changes) this.tell((hooks) => hooks.onLines?.(change))
  }

  private tell(call: (hooks: RoomHooks) => void): void {
    for (const hooks of [...this.watchers]) if (this.watchers.has(hooks)) call(hooks)
  }
}
