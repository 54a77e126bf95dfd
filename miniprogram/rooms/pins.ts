import { contentOf, type LineKind } from '../messages/line'
import type { Message, Person, Pinned, ServerFrame } from '../protocol/index'
import { applyChange, pinnedBy, withAuthor, withoutHidden } from '../protocol/index'
import type { Question } from '../session/requests'

/** A pinned message in one line. Without `name` it was not asked for yet. */
export interface PinnedLine {
  seq: number
  name?: string
  kind?: LineKind
  text?: string
}

/** Characters of a pinned message that one line shows. */
const shownLength = 100

/** What the pins need of their room. */
interface PinnedRoom {
  readonly room: string
  /** The message with this `seq`, if the list has it. */
  messageAt(seq: number): Message | undefined
  /** Rejects with `Refused`. */
  ask(question: Question): Promise<ServerFrame | undefined>
}

/** The pinned messages of an open room. What the room's list has is read there, the rest is asked for one by one. */
export class Pins {
  private readonly openRoom: PinnedRoom
  private readonly changed: () => void
  private pinned: Pinned | undefined
  private readonly elsewhere = new Map<number, Message>()
  private readonly asked = new Set<number>()

  /** `changed` is called when a message that was asked for has come. */
  constructor(openRoom: PinnedRoom, changed: () => void) {
    this.openRoom = openRoom
    this.changed = changed
  }

  /** The one that was pinned last comes first; what was recalled, or is not mine to see any more, is none. */
  get lines(): PinnedLine[] {
    const seqs = this.pinned?.seqs ?? []
    const shown = seqs.filter((seq) => this.messageAt(seq)?.kind !== 'withheld')
    const lines = shown.map((seq) => lineOf(seq, this.messageAt(seq)))
    return lines.filter(({ kind }) => kind !== 'recalled')
  }

  entered(pinned: Pinned | undefined): void {
    // What was not answered on the last socket is asked anew.
    this.asked.clear()
    if (pinned && pinned.version >= (this.pinned?.version ?? 0)) this.pinned = pinned
    this.loadNewest()
  }

  /** Messages came: some of them pin, or change what is pinned. */
  take(messages: readonly Message[]): void {
    for (const message of messages) {
      this.pinned = pinnedBy(this.pinned, message)
      for (const [seq, before] of this.elsewhere) this.elsewhere.set(seq, applyChange(before, message))
    }
    this.loadNewest()
  }

  /** I have deleted these for myself. */
  hide(seqs: readonly number[]): void {
    const hidden = new Set(seqs)
    for (const [seq, message] of this.elsewhere) this.elsewhere.set(seq, withoutHidden(message, hidden))
  }

  rename(person: Person): void {
    for (const [seq, message] of this.elsewhere) this.elsewhere.set(seq, withAuthor(message, person))
  }

  /** Asks for all that the list does not have: somebody looks at them. */
  load(): void {
    for (const seq of this.pinned?.seqs ?? []) this.loadOne(seq)
  }

  private loadNewest(): void {
    const [first] = this.lines
    if (first) this.loadOne(first.seq)
  }

  private loadOne(seq: number): void {
    if (this.messageAt(seq) || this.asked.has(seq)) return
    this.asked.add(seq)
    this.openRoom.ask({ type: 'history', room: this.openRoom.room, before: seq + 1, limit: 1 }).then(
      (page) => {
        const message = page?.type === 'page' ? page.messages.find((one) => one.seq === seq) : undefined
        if (message) this.elsewhere.set(seq, message)
        this.changed()
      },
      // The room is entered again on the next socket, and asks again.
      () => {},
    )
  }

  private messageAt(seq: number): Message | undefined {
    return this.openRoom.messageAt(seq) ?? this.elsewhere.get(seq)
  }
}

function lineOf(seq: number, message: Message | undefined): PinnedLine {
  if (!message) return { seq }
  const { kind, text } = contentOf(message)
  return { seq, name: message.from.name, kind, text: text.slice(0, shownLength) }
}
