import type { Member, SaidBody, SaidKind } from '../protocol/index'
import { bodies } from '../protocol/index'
import type { PendingMessage } from '../session/outbox'
import type { Phone } from '../session/ports'
import type { OpenRoom } from './open-room'
import type { Room, RoomHooks, RoomState } from './room'
import type { RoomDeps } from './room-deps'

/** Milliseconds between two `typing` frames while somebody writes. */
const typingMs = 2_000

/** One page's hold on a room. */
export class RoomHandle implements Room {
  readonly id: string
  readonly #openRoom: OpenRoom
  readonly #hooks: RoomHooks
  readonly #deps: RoomDeps
  readonly #phone: Pick<Phone, 'clock' | 'chance'>
  readonly #release: () => void
  #typedAt = Number.NEGATIVE_INFINITY

  /** `release` is called after the page has left. */
  constructor(openRoom: OpenRoom, hooks: RoomHooks, deps: RoomDeps, release: () => void) {
    this.id = openRoom.room
    this.#openRoom = openRoom
    // A copy, for the page may use the same object for two rooms.
    this.#hooks = { ...hooks }
    this.#deps = deps
    this.#phone = deps.phone
    this.#release = release
    openRoom.watch(this.#hooks)
  }

  lines = () => this.#openRoom.lines
  state = (): RoomState => this.#openRoom.state

  now = (): number => this.#openRoom.session.now()

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
    const { session, port } = this.#openRoom
    const { reply, mentions } = also
    session.outbox.add({
      room: this.id,
      port,
      id: this.#phone.chance.newId(),
      ...(kind !== 'text' && { kind }),
      body,
      time: session.now(),
      ...(reply !== undefined && { reply }),
      ...(mentions !== undefined && mentions.length > 0 && { mentions }),
    })
    return undefined
  }

  retry(id: string): void {
    const pending = this.#failed(id)
    if (!pending) return
    const { outbox } = this.#openRoom.session
    if (pending.problem !== 'id-reused') {
      outbox.retry(pending)
      return
    }
    // The server has another message under this id: with a new one this is a new message.
    const { place: _, problem: __, ...rest } = pending
    outbox.discard(pending)
    outbox.add({ ...rest, id: this.#phone.chance.newId() })
  }

  discard(id: string): void {
    const pending = this.#failed(id)
    if (pending) this.#openRoom.session.outbox.discard(pending)
  }

  async recall(seq: number): Promise<void> {
    const answer = await this.#openRoom.ask({ type: 'recall', room: this.id, seq }, ['already-recalled'])
    if (answer?.type !== 'accepted') return
    const { person } = this.#openRoom.session
    const { id = '', seq: place, time } = answer
    this.#openRoom.take({ seq: place, id, from: person, kind: 'recall', body: { seq }, time })
  }

  typing(): void {
    const now = this.#phone.clock.now()
    if (Math.abs(now - this.#typedAt) < typingMs) return
    this.#typedAt = now
    this.#openRoom.session.sendEphemeral(this.#openRoom.port, { type: 'typing', room: this.id })
  }

  markRead(seq = this.#openRoom.newest): void {
    const read = Math.min(seq, this.#openRoom.newest)
    this.#openRoom.readMark.move(read)
    this.#deps.roomList.markRead(this.id, read)
  }

  loadOlder(): Promise<void> {
    return this.#openRoom.loadOlder()
  }

  async members(
    options: { after?: string; online?: boolean } = {},
  ): Promise<{ members: Member[]; more: boolean }> {
    const answer = await this.#openRoom.ask({ type: 'members', room: this.id, ...options })
    return answer?.type === 'members' ? answer : { members: [], more: false }
  }

  leave(): void {
    this.#openRoom.unwatch(this.#hooks)
    this.#release()
  }

  #failed(id: string): PendingMessage | undefined {
    const pending = this.#openRoom.session.outbox.get(this.id, id)
    return pending?.problem === undefined ? undefined : pending
  }
}
