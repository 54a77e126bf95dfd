import type { FrameOf, Message, RoomCard, ServerFrameOf } from '../../miniprogram/protocol/index'
import {
  applyChange,
  asLast,
  firstRead,
  hasLine,
  isMentioned,
  limits,
  silentKinds,
  targetOf,
} from '../../miniprogram/protocol/index'
import { ModelMarks } from './model-marks'
import { ModelPrivate } from './model-private'

/** What an `entered` says of the messages of a room. */
type Brought = Pick<ServerFrameOf<'entered'>, 'top' | 'messages' | 'complete' | 'pinned' | 'hidden'>

/** A room of the model: who may enter it, what was said there, and who has read how far. */
export class ModelRoom {
  readonly id: string
  readonly kind: RoomCard['kind']
  readonly members: Set<string>
  readonly messages: Message[] = []
  /** What each of them said first. */
  readonly bodies: Array<Message['body']> = []
  /** Who owns it, in a group. */
  owner = ''
  readonly reads = new Map<string, number>()
  readonly marks = new ModelMarks()
  readonly private = new ModelPrivate()
  /** When everyone was mentioned the last time. */
  everyoneAt = Number.NEGATIVE_INFINITY

  constructor(id: string, kind: RoomCard['kind'], members: string[]) {
    this.id = id
    this.kind = kind
    this.members = new Set(members)
  }

  get top(): number {
    return this.messages.length
  }

  /** What somebody wants who has everything up to `since`; without it, the newest page. */
  brought(since: number | undefined, person: string): Brought {
    const { top } = this
    const messages = this.#seenBy(person, this.messages)
    const pinned = {
      ...(this.marks.pinned && { pinned: this.marks.pinned }),
      ...this.private.told(person),
    }
    const missed = since === undefined || since > top ? undefined : messages.slice(since)
    if (missed && fitting(missed, 'start').length === missed.length)
      return { top, messages: missed, complete: true, ...pinned }
    const newest = fitting(messages, 'end', limits.pageDefault)
    return { top, messages: newest, complete: since === undefined && newest.length === top, ...pinned }
  }

  /** Nothing where a page around a message is asked for that is not there. */
  page(
    { before = Number.POSITIVE_INFINITY, after, around, limit = limits.pageDefault }: FrameOf<'history'>,
    person: string,
  ) {
    const most = Math.min(limit, limits.pageMessages)
    if (around !== undefined) return this.#around(around, Math.floor((most - 1) / 2), person)
    const forward = after !== undefined
    const all = this.#seenBy(person, this.messages).filter(({ seq }) =>
      forward ? seq > after : seq < before,
    )
    const page = fitting(all, forward ? 'start' : 'end', most)
    return { messages: page, more: all.length > page.length }
  }

  #seenBy(person: string, messages: Message[]): Message[] {
    return messages.map((message) => this.private.seenBy(person, this.marks.seenBy(person, message)))
  }

  #around(seq: number, beside: number, person: string) {
    if (seq > this.top) return undefined
    const all = this.#seenBy(person, this.messages)
    const older = fitting(all.slice(0, seq - 1), 'end', beside)
    const newer = fitting(all.slice(seq - 1), 'start', beside + 1)
    const moreAfter = seq - 1 + newer.length < this.top
    return { messages: [...older, ...newer], more: older.length < seq - 1, moreAfter }
  }

  /** Adds a message, and lets it change what it names. Of what that said before nothing is left. */
  add(message: Message): void {
    const target = targetOf(message)
    const changesWords = message.kind === 'edit' || message.kind === 'recall'
    for (const [at, before] of this.messages.entries()) {
      const isEarlierEdit = changesWords && before.kind === 'edit' && targetOf(before) === target
      this.messages[at] = isEarlierEdit
        ? { ...before, body: { seq: target ?? 0 } }
        : applyChange(before, message)
    }
    this.messages.push(message)
    this.bodies.push(message.body)
  }

  /** Moves somebody's read position forward; where it is then. */
  read(person: string, seq: number): number {
    const read = Math.max(this.readBy(person), Math.min(seq, this.top))
    this.reads.set(person, read)
    this.private.marked.delete(person)
    return read
  }

  /** From which message on it is unread; how many are then. */
  markUnread(person: string, seq: number): number | undefined {
    const message = this.messages[seq - 1]
    if (!message || !hasLine(this.private.seenBy(person, message))) return undefined
    this.private.marked.set(person, seq)
    return this.cardFor(person).unread
  }

  readBy(person: string): number {
    return this.reads.get(person) ?? 0
  }

  /** The other one of a 1v1 room. */
  peerOf(person: string): string | undefined {
    return this.kind === 'direct' ? [...this.members].find((member) => member !== person) : undefined
  }

  cardFor(person: string): RoomCard {
    const { id, kind, members, top } = this
    const messages = this.#seenBy(person, this.messages).filter(({ kind }) => kind !== 'withheld')
    const read = this.readBy(person)
    const marked = this.private.marked.get(person)
    const first = firstRead({ read, marked })
    const last = messages.filter(hasLine).at(-1)
    const isSilent = ({ kind }: Message) => silentKinds.some((silent) => silent === kind)
    const behind = messages.filter(({ seq, from }) => seq > first && from.id !== person)
    const unread = behind.filter((message) => !isSilent(message)).length
    const mentioned = behind.find(({ from, mentions }) => isMentioned(person, from.id, mentions))
    return {
      id,
      kind,
      name: id,
      role: person === this.owner ? 'owner' : 'member',
      members: members.size,
      top,
      read,
      unread: Math.min(limits.unread, marked === undefined ? unread : Math.max(1, unread)),
      ...(marked !== undefined && { marked }),
      ...(mentioned && { mentioned: mentioned.seq }),
      ...(last && { last: asLast(last) }),
    }
  }
}

/** The messages that fit into one answer, counted from this end: so many that are shown. */
function fitting(messages: Message[], from: 'start' | 'end', most: number = limits.pageMessages): Message[] {
  const ordered = from === 'start' ? messages : [...messages].reverse()
  let bytes = 0
  let shown = 0
  const beyond = ordered.findIndex((message, at) => {
    bytes += new TextEncoder().encode(JSON.stringify(message.body)).length
    if (shown >= most || at >= limits.pageLines || bytes > limits.pageBytes) return true
    if (hasLine(message)) shown += 1
    return false
  })
  const fit = beyond < 0 ? ordered : ordered.slice(0, beyond)
  return from === 'start' ? fit : [...fit].reverse()
}
