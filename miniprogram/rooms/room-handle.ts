import type { Member, SaidBody, SaidKind } from '../protocol/index'
import { bodies } from '../protocol/index'
import type { Letter } from '../session/outbox'
import type { Phone } from '../session/ports'
import type { Feed } from './feed'
import type { Room, RoomHooks, RoomState } from './room'
import type { Surroundings } from './surroundings'

/** Milliseconds between two `typing` frames while somebody writes. */
const typingMs = 2_000

/** One page's hold on a room. */
export class RoomHandle implements Room {
  readonly id: string
  private readonly feed: Feed
  private readonly hooks: RoomHooks
  private readonly around: Surroundings
  private readonly phone: Pick<Phone, 'clock' | 'chance'>
  private readonly release: () => void
  private typedAt = Number.NEGATIVE_INFINITY

  /** `release` is called after the page has left. */
  constructor(feed: Feed, hooks: RoomHooks, around: Surroundings, release: () => void) {
    this.id = feed.room
    this.feed = feed
    // A copy, for the page may use the same object for two rooms.
    this.hooks = { ...hooks }
    this.around = around
    this.phone = around.phone
    this.release = release
    feed.watch(this.hooks)
  }

  lines = () => this.feed.lines
  state = (): RoomState => this.feed.state

  now = (): number => this.feed.session.now()

  say(text: string, also: { reply?: number; mentions?: string[] } = {}): string | undefined {
    return this.send('text', text, also)
  }

  send(
    kind: SaidKind,
    body: SaidBody,
    also: { reply?: number; mentions?: string[] } = {},
  ): string | undefined {
    const problem = bodies[kind].problem(body, 'body')
    if (problem) return problem.code
    const { session, port } = this.feed
    const { reply, mentions } = also
    session.outbox.add({
      room: this.id,
      port,
      id: this.phone.chance.newId(),
      ...(kind !== 'text' && { kind }),
      body,
      time: session.now(),
      ...(reply !== undefined && { reply }),
      ...(mentions !== undefined && mentions.length > 0 && { mentions }),
    })
    return undefined
  }

  retry(id: string): void {
    const letter = this.failed(id)
    if (!letter) return
    const { outbox } = this.feed.session
    if (letter.problem !== 'id-reused') {
      outbox.retry(letter)
      return
    }
    // The server has another message under this id: with a new one this is a new message.
    const { place: _, problem: __, ...rest } = letter
    outbox.discard(letter)
    outbox.add({ ...rest, id: this.phone.chance.newId() })
  }

  discard(id: string): void {
    const letter = this.failed(id)
    if (letter) this.feed.session.outbox.discard(letter)
  }

  async recall(seq: number): Promise<void> {
    const answer = await this.feed.ask({ type: 'recall', room: this.id, seq }, ['already-recalled'])
    if (answer?.type !== 'accepted') return
    const { person } = this.feed.session
    const { id = '', seq: place, time } = answer
    this.feed.take({ seq: place, id, from: person, kind: 'recall', body: { seq }, time })
  }

  typing(): void {
    const now = this.phone.clock.now()
    if (Math.abs(now - this.typedAt) < typingMs) return
    this.typedAt = now
    this.feed.session.mention(this.feed.port, { type: 'typing', room: this.id })
  }

  markRead(seq = this.feed.newest): void {
    const read = Math.min(seq, this.feed.newest)
    this.feed.readMark.move(read)
    this.around.roomList.markRead(this.id, read)
  }

  loadOlder(): Promise<void> {
    return this.feed.loadOlder()
  }

  async members(
    options: { after?: string; online?: boolean } = {},
  ): Promise<{ members: Member[]; more: boolean }> {
    const answer = await this.feed.ask({ type: 'members', room: this.id, ...options })
    return answer?.type === 'members' ? answer : { members: [], more: false }
  }

  leave(): void {
    this.feed.unwatch(this.hooks)
    this.release()
  }

  private failed(id: string): Letter | undefined {
    const letter = this.feed.session.outbox.get(this.id, id)
    return letter?.problem === undefined ? undefined : letter
  }
}
