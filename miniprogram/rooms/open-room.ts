import type { Line } from '../messages/line'
import { type ListChange, Transcript } from '../messages/transcript'
import type { Message, Person, Port, ServerFrame, ServerFrameOf } from '../protocol/index'
import { hasLine, lobby, targetOf } from '../protocol/index'
import type { OutboxChange, PendingMessage } from '../session/outbox'
import type { Cancel } from '../session/ports'
import type { Question } from '../session/requests'
import type { Gone, RoomSubscription, SubscriptionListener } from '../session/room-subscription'
import type { Session } from '../session/session'
import { HistorySaver } from './history-saver'
import { Pins } from './pins'
import { ReadCounts } from './read-counts'
import { ReadMark } from './read-mark'
import type { LinesChange, Look, Place, RoomHooks, RoomState } from './room'
import type { RoomDeps } from './room-deps'
import { RoomInfo } from './room-info'
import { Turns } from './turns'
import { Viewpoint } from './viewpoint'

/** One room while any page shows it: its lines, and every page that watches. */
export class OpenRoom implements SubscriptionListener {
  readonly room: string
  readonly session: Session
  readonly readMark: ReadMark
  readonly readCounts: ReadCounts
  readonly viewpoint: Viewpoint
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
  private hasEntered = false
  private isWhole = false
  /** I have marked it unread: seeing it counts no more until a page shows it anew. */
  isLeftUnread = false
  private over: Gone | undefined

  constructor(room: string, deps: RoomDeps) {
    const { session, phone, roomList, contacts, cache } = deps
    this.room = room
    this.deps = deps
    this.session = session
    this.transcript = new Transcript(session.person)
    this.saver = new HistorySaver(room, phone.clock, cache, () => this.transcript.history.recent.messages)
    this.pins = new Pins(this, () => this.info.show())
    this.info = new RoomInfo(room, deps, this.pins, (call) => this.tell(call))
    const show = (changes: readonly LinesChange[]) => this.show(changes)
    this.viewpoint = new Viewpoint(this, () => roomList.card(room), this.transcript, show)
    const read = roomList.card(room)?.read ?? 0
    this.readMark = new ReadMark(phone.clock, read, (seq) => this.ask({ type: 'read', room, seq }))
    this.readCounts = new ReadCounts(this, phone.clock, (...now) =>
      this.show(this.transcript.countReaders(...now)),
    )
    this.begin(cache.read(room))
    this.cancels = [
      session.outbox.listen((pending, news) => this.pendingChanged(pending, news)),
      roomList.subscribe(() => this.info.show()),
      contacts.subscribe(() => this.info.show()),
    ]
    this.subscription = session.subscribe(
      room,
      this.guessedPort(),
      this,
      this.transcript.history.recent.newest,
    )
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
    return this.transcript.history.readThrough(Math.min(seq, this.newest))
  }

  /** The next line behind `seq` that mentions the reader, as far as it is loaded. */
  mentionAfter(seq: number): number | undefined {
    return this.transcript.lines.find((line) => line.mentionsMe && line.seq > seq)?.seq
  }

  /** The message with this `seq`, if it is loaded. */
  messageAt(seq: number): Message | undefined {
    return this.transcript.history.at(seq)
  }

  /** Whether what is looked at goes on from what was read before. */
  isReadOn(look: Look): boolean {
    return this.viewpoint.isReadOn(look, this.readThrough(this.readMark.seq) + 1)
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

  /** Shows everything there is to a page that begins to watch. `kept`: where it was left the last time. */
  watch(hooks: RoomHooks, kept?: Place): void {
    // Held by an upload alone, or by a page without its lines, it may have been read further since.
    const isShown = [...this.watchers].some(({ onLines }) => onLines)
    if (hooks.onLines && !isShown) {
      this.viewpoint.begin(kept)
      this.isLeftUnread = false
    }
    this.watchers.add(hooks)
    hooks.onLines?.(this.viewpoint.opening())
    hooks.onState?.(this.state)
    if (this.over) hooks.onGone?.(this.over)
    void this.arrive()
  }

  unwatch(hooks: RoomHooks): void {
    this.watchers.delete(hooks)
  }

  /** The last page is gone. */
  close(): void {
    for (const cancel of this.cancels.splice(0)) cancel()
    this.readMark.flush()
    this.readCounts.lookAway()
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

  restarted(messages: readonly Message[]): void {
    this.begin(messages)
    this.saver.saveSoon()
    this.viewpoint.restarted()
    this.pins.take(messages)
  }

  added(messages: readonly Message[]): void {
    this.saver.saveSoon()
    for (const message of messages) if (hasLine(message)) this.info.spoke(message.from)
    this.viewpoint.came(this.transcript.add(messages))
    const recalls = messages.filter(({ kind }) => kind === 'recall')
    this.taken(recalls.map((recall) => targetOf(recall) ?? 0))
    this.pins.take(messages)
    this.info.show()
  }

  entered(frame: ServerFrameOf<'entered'>): void {
    this.readMark.serverHas(frame.read)
    this.deps.roomList.serverHasRead(this.room, frame.read)
    this.hide(frame.hidden ?? [])
    this.pins.entered(frame.pinned)
    this.info.entered(frame)
    this.hasEntered = true
    void this.arrive()
  }

  heard(frame: ServerFrame): void {
    if (frame.type === 'hidden') this.hide(frame.seqs)
    else this.info.heard(frame)
  }

  /** I have deleted these messages for myself, on this device or another. */
  private hide(seqs: readonly number[]): void {
    if (seqs.length === 0) return
    this.saver.saveSoon()
    this.pins.hide(seqs)
    this.show(this.transcript.hide(seqs))
    this.taken(seqs)
    this.info.show()
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
    this.isWhole = live
    this.info.live(live && !this.viewpoint.isFarBack)
    this.readCounts.live(live)
    void this.arrive()
  }

  ended(reason: Gone): void {
    this.over = reason
    this.saver.forget()
    this.deps.roomList.remove(this.room)
    this.info.live(false)
    this.tell((hooks) => hooks.onGone?.(reason))
  }

  /** Until the server has answered. */
  private guessedPort(): Port {
    const isDirect = this.deps.contacts.get().some(({ room }) => room === this.room)
    return isDirect || this.deps.roomList.card(this.room)?.kind === 'direct' ? 'direct' : 'group'
  }

  private begin(messages: readonly Message[]): void {
    this.transcript.restart(messages)
    for (const pending of this.session.outbox.list(this.room)) this.place(pending)
  }

  /** What is shown first is there once all is known. */
  private async arrive(): Promise<void> {
    if (this.hasEntered && this.isWhole && (await this.viewpoint.arrive())) this.live(this.isWhole)
  }

  private pendingChanged(pending: PendingMessage, news: OutboxChange): void {
    if (pending.room !== this.room) return
    // Accepted long ago, and only the answer was lost: its line is in the history, loaded or not.
    const isOld = news === 'accepted' && (pending.seq ?? 0) <= this.subscription.have
    if (news === 'discarded' || isOld) this.show(this.transcript.withoutPending(pending.id))
    else this.show(this.place(pending))
    // A person who says something wants to see it said.
    if (news === 'added' && pending.edits === undefined) this.viewpoint.toNewest()
    this.info.show()
  }

  private place(pending: PendingMessage): ListChange[] {
    return this.transcript.pending(pending, this.session.outbox.isUnsaved(pending))
  }

  private taken(seqs: readonly number[]): void {
    if (seqs.length > 0) this.tell((hooks) => hooks.onTaken?.(seqs))
  }

  private show(changes: readonly LinesChange[]): void {
    for (const change of changes) this.tell((hooks) => hooks.onLines?.(change))
  }

  private tell(call: (hooks: RoomHooks) => void): void {
    for (const hooks of [...this.watchers]) if (this.watchers.has(hooks)) call(hooks)
  }
}
