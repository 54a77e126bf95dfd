import type { Line } from '../messages/line'
import type { Member, Message, Person, SaidBody, SaidKind, ServerFrameOf } from '../protocol/index'
import { bodies } from '../protocol/index'
import type { PendingMessage } from '../session/outbox'
import type { OpenRoom } from './open-room'
import type { Places } from './places'
import type { NextReaders } from './read-counts'
import type { Look, RoomHooks, RoomState } from './room'
import type { RoomDeps } from './room-deps'

/** Milliseconds between two `typing` frames while somebody writes. */
const typingMs = 2_000

/** Enters a room; lines, state and events come through the hooks. */
export type EnterRoom = (id: string, hooks: RoomHooks) => RoomHandle

/** A page's hold on a room, group or 1v1. It stays entered across lost connections until `leave`. */
export class RoomHandle {
  readonly id: string
  private readonly openRoom: OpenRoom
  private readonly hooks: RoomHooks
  private readonly deps: RoomDeps
  private readonly release: () => void
  private readonly places: Places
  private look: Look | undefined
  private typedAt = Number.NEGATIVE_INFINITY

  /** `places`: where rooms were left; `release` is called after the page has left. */
  constructor(openRoom: OpenRoom, hooks: RoomHooks, deps: RoomDeps, places: Places, release: () => void) {
    this.id = openRoom.room
    this.openRoom = openRoom
    // A copy, for the page may use the same object for two rooms.
    this.hooks = { ...hooks }
    this.deps = deps
    this.places = places
    this.release = release
    openRoom.watch(this.hooks, places.get(this.id))
  }

  /** All lines loaded so far, oldest first, own unsent ones last. */
  lines(): readonly Line[] {
    return this.openRoom.lines
  }

  state(): RoomState {
    return this.openRoom.state
  }

  /**
   * Puts a text into the outbox and into the list, at once. Comes back with nothing, or with what is
   * wrong with the text: `empty-text`, `text-too-long` (4,000 characters) or `bad-text`.
   */
  say(text: string, also: { reply?: number; mentions?: string[] } = {}): string | undefined {
    return this.send('text', text, also)
  }

  /** The same for any kind; a body that is not as its kind has it is `bad-body` or `bad-frame`. */
  send(
    kind: SaidKind,
    body: SaidBody,
    also: { reply?: number; mentions?: string[] } = {},
  ): string | undefined {
    const problem = bodies[kind].problem(body, 'body')
    if (problem) return problem.code
    const { session, port } = this.openRoom
    const { reply, mentions } = also
    session.outbox.add({
      room: this.id,
      port,
      id: this.deps.phone.chance.newId(),
      ...(kind !== 'text' && { kind }),
      body,
      time: this.deps.serverClock.now(),
      ...(reply !== undefined && { reply }),
      ...(mentions !== undefined && mentions.length > 0 && { mentions }),
    })
    return undefined
  }

  /** Sends a `failed` line again, under the same id. */
  retry(id: string): void {
    const pending = this.failed(id)
    if (!pending) return
    const { outbox } = this.openRoom.session
    if (pending.problem !== 'id-reused') {
      outbox.retry(pending)
      return
    }
    // The server has another message under this id: with a new one this is a new message.
    const { place: _, problem: __, ...rest } = pending
    outbox.discard(pending)
    outbox.add({ ...rest, id: this.deps.phone.chance.newId() })
  }

  /** Takes a `failed` line out of the list. A line being sent cannot be taken back any more. */
  discard(id: string): void {
    const pending = this.failed(id)
    if (pending) this.openRoom.session.outbox.discard(pending)
  }

  /** Takes back an own message within two minutes; the owner of the room: any. Rejects with `Refused`. */
  async recall(seq: number): Promise<void> {
    const answer = await this.openRoom.ask({ type: 'recall', room: this.id, seq }, ['already-recalled'])
    if (answer?.type !== 'accepted') return
    const { person } = this.openRoom.session
    const { id = '', seq: place, time } = answer
    const from = this.openRoom.messageAt(seq)?.from ?? person
    this.openRoom.take({ seq: place, id, from, kind: 'recall', body: { seq }, time, by: person.id })
  }

  /** The message with this `seq`, asked for where it is not loaded; nothing when there is none. Rejects with `Refused`. */
  async message(seq: number): Promise<Message | undefined> {
    const known = this.openRoom.messageAt(seq)
    if (known) return known
    const page = await this.openRoom.ask({ type: 'history', room: this.id, before: seq + 1, limit: 1 })
    return page?.type === 'page' ? page.messages.find((one) => one.seq === seq) : undefined
  }

  /**
   * Gives an own text other words, shown at once and kept until the server has answered. Comes back with nothing, or with
   * what is wrong with the text, as `say` does.
   */
  edit(seq: number, text: string): string | undefined {
    const problem = bodies.text.problem(text, 'body')
    if (problem) return problem.code
    const { session, port } = this.openRoom
    const refused = session.outbox.list(this.id).filter((one) => one.edits === seq && one.problem)
    for (const before of refused) session.outbox.discard(before)
    const id = this.deps.phone.chance.newId()
    session.outbox.add({ room: this.id, port, id, body: text, edits: seq, time: this.deps.serverClock.now() })
    return undefined
  }

  /** Puts an emoji on a message, or takes one's own off: shown at once, and taken back when it rejects with `Refused`. */
  async react(seq: number, emoji: string, on: boolean): Promise<void> {
    const { turns } = this.openRoom
    const settle = this.openRoom.react(seq, emoji, on)
    try {
      const ask = () => this.openRoom.ask({ type: 'react', room: this.id, seq, emoji, on })
      const answer = await turns.take(`${seq} ${emoji}`, ask)
      settle(answer?.type === 'accepted' ? answer.seq : undefined)
    } catch (problem) {
      settle()
      throw problem
    }
  }

  /** Those who put an emoji on a message: one page, after the last person of the page before. Rejects with `Refused`. */
  async reactors(seq: number, emoji: string, after?: string): Promise<{ people: Person[]; more: boolean }> {
    const from = after === undefined ? {} : { after }
    const answer = await this.openRoom.ask({ type: 'reactors', room: this.id, seq, emoji, ...from })
    return answer?.type === 'reactors' ? answer : { people: [], more: false }
  }

  /** Pins a message for everybody, or takes it off. Rejects with `Refused`. */
  async pin(seq: number, on: boolean): Promise<void> {
    const ask = () => this.openRoom.ask({ type: 'pin', room: this.id, seq, on })
    const answer = await this.openRoom.turns.take(`${seq}`, ask)
    if (answer?.type === 'accepted') await this.openRoom.fetch(answer.seq).catch(() => {})
  }

  /** Asks for what the pinned messages say, as somebody looks at all of them: `onState` tells it. */
  loadPins(): void {
    this.openRoom.loadPins()
  }

  /**
   * Shows the message with this `seq` and what stands around it, by one page of the history where it is not loaded. False when
   * something else was wanted meanwhile. Rejects with `Refused`.
   */
  seek(seq: number): Promise<boolean> {
    return this.openRoom.viewpoint.seek(seq)
  }

  /** Shows the newest lines again to a reader who looks far back. */
  toNewest(): void {
    this.openRoom.viewpoint.toNewest()
  }

  /** Tells the others that I am writing; call it at each key, it is passed on every few seconds. */
  typing(): void {
    const now = this.deps.phone.clock.elapsed()
    if (now - this.typedAt < typingMs) return
    this.typedAt = now
    this.openRoom.session.sendEphemeral(this.openRoom.port, { type: 'typing', room: this.id })
  }

  /** Everything loaded up to `seq` (all of it, if not given) was seen. */
  markRead(seq = this.openRoom.newest): void {
    if (this.openRoom.isLeftUnread) return
    const read = this.openRoom.readThrough(seq)
    const isMarked = this.deps.roomList.card(this.id)?.marked !== undefined
    this.openRoom.readMark.move(read, isMarked)
    this.deps.roomList.markRead(this.id, read, this.openRoom.mentionAfter(read))
  }

  /** This is in the view: read is what follows on what was read before, and everything at the newest. */
  looked(look: Look): void {
    this.look = look
    if (this.openRoom.isReadOn(look)) this.markRead(look.to)
    if (look.own) this.openRoom.readCounts.look(look.own)
  }

  /** The page is not looked at, until `looked`. */
  lookAway(): void {
    this.openRoom.readCounts.lookAway()
  }

  /** Who has read an own message, and who has not: the first page of both lists, or the next one of one. Rejects with `Refused`. */
  readers(seq: number, next?: NextReaders): Promise<ServerFrameOf<'readers'> | undefined> {
    return this.openRoom.readCounts.page(seq, next)
  }

  /** Marks the room unread from this message on; what is seen until a page shows it anew does not count. Rejects with `Refused`. */
  async markUnread(seq: number): Promise<void> {
    this.openRoom.readMark.flush()
    this.openRoom.isLeftUnread = true
    try {
      await this.openRoom.ask({ type: 'unread', room: this.id, seq })
    } catch (problem) {
      this.openRoom.isLeftUnread = false
      throw problem
    }
  }

  /** Deletes messages for myself alone, on all my devices; 100 at most. Rejects with `Refused`. */
  async hide(seqs: number[]): Promise<void> {
    await this.openRoom.ask({ type: 'hide', room: this.id, seqs })
  }

  /** Loads one page of older lines. Twice at once is once. Rejects with `Refused`. */
  loadOlder(): Promise<void> {
    return this.openRoom.viewpoint.loadOlder()
  }

  /** Loads one page of newer lines for a reader who looks far back. Twice at once is once. Rejects with `Refused`. */
  loadNewer(): Promise<void> {
    return this.openRoom.viewpoint.loadNewer()
  }

  /** One page of members, 100 at most; `after` is the last person of the page before. `name`: those alone who are called so. */
  async members(
    options: { after?: string; online?: boolean; name?: string } = {},
  ): Promise<{ members: Member[]; more: boolean }> {
    const answer = await this.openRoom.ask({ type: 'members', room: this.id, ...options })
    return answer?.type === 'members' ? answer : { members: [], more: false }
  }

  /** The page lets go of the room. The room stays in the list, unsent messages still go out. Twice is fine. */
  leave(): void {
    if (this.look) this.places.leave(this.id, this.look)
    this.lookAway()
    this.openRoom.unwatch(this.hooks)
    this.release()
  }

  private failed(id: string): PendingMessage | undefined {
    const pending = this.openRoom.session.outbox.get(this.id, id)
    return pending?.problem === undefined ? undefined : pending
  }
}
