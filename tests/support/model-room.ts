import type { FrameOf, Message, RoomCard, ServerFrameOf } from '../../miniprogram/protocol/index'
import { limits, silentKinds } from '../../miniprogram/protocol/index'
import { ModelMarks } from './model-marks'

/** What an `entered` says of the messages of a room. */
type Brought = Pick<ServerFrameOf<'entered'>, 'top' | 'messages' | 'complete' | 'pinned'>

/** A room of the model: who may enter it, what was said there, and who has read how far. */
export class ModelRoom {
  readonly id: string
  readonly kind: RoomCard['kind']
  readonly members: Set<string>
  readonly messages: Message[] = []
  /** Who owns it, in a group. */
  owner = ''
  readonly reads = new Map<string, number>()
  readonly marks = new ModelMarks()

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
    const messages = this.messages.map((message) => this.marks.seenBy(person, message))
    const pinned = this.marks.pinned && { pinned: this.marks.pinned }
    const missed = since === undefined || since > top ? undefined : messages.slice(since)
    if (missed && fitting(missed, 'start').length === missed.length)
      return { top, messages: missed, complete: true, ...pinned }
    const newest = fitting(messages.slice(-limits.pageDefault), 'end')
    return { top, messages: newest, complete: since === undefined && newest.length === top, ...pinned }
  }

  page(
    { before = Number.POSITIVE_INFINITY, after, limit = limits.pageDefault }: FrameOf<'history'>,
    person: string,
  ) {
    const most = Math.min(limit, limits.pageMessages)
    const forward = after !== undefined
    const all = this.messages.filter(({ seq }) => (forward ? seq > after : seq < before))
    const page = forward ? fitting(all.slice(0, most), 'start') : fitting(all.slice(-most), 'end')
    const messages = page.map((message) => this.marks.seenBy(person, message))
    return { messages, more: all.length > page.length }
  }

  /** Moves somebody's read position forward; where it is then. */
  read(person: string, seq: number): number {
    const read = Math.max(this.readBy(person), Math.min(seq, this.top))
    this.reads.set(person, read)
    return read
  }

  readBy(person: string): number {
    return this.reads.get(person) ?? 0
  }

  /** The other one of a 1v1 room. */
  peerOf(person: string): string | undefined {
    return this.kind === 'direct' ? [...this.members].find((member) => member !== person) : undefined
  }

  cardFor(person: string): RoomCard {
    const { id, kind, members, messages, top } = this
    const read = this.readBy(person)
    const last = messages[top - 1]
    const isSilent = ({ kind }: Message) => silentKinds.some((silent) => silent === kind)
    const behind = messages.filter(({ seq, from }) => seq > read && from.id !== person)
    const unread = behind.filter((message) => !isSilent(message)).length
    return {
      id,
      kind,
      name: id,
      role: person === this.owner ? 'owner' : 'member',
      members: members.size,
      top,
      read,
      unread: Math.min(limits.unread, unread),
      ...(last && { last }),
    }
  }
}

/** The messages that fit into one answer, counted from this end. */
function fitting(messages: Message[], from: 'start' | 'end'): Message[] {
  const ordered = from === 'start' ? messages : [...messages].reverse()
  let bytes = 0
  const beyond = ordered.findIndex(({ body }, at) => {
    bytes += new TextEncoder().encode(JSON.stringify(body)).length
    return at >= limits.pageMessages || bytes > limits.pageBytes
  })
  const fit = beyond < 0 ? ordered : ordered.slice(0, beyond)
  return from === 'start' ? fit : [...fit].reverse()
}
