import type { Message, Person } from '../protocol/index'
import { applyChange, hasLine, silentKinds, targetOf, withAuthor } from '../protocol/index'
import { isToRead, keyOf, type Line, lineOfMessage, lineOfPending, type Pending, quoteOf } from './line'

/** What became of the list: `lines` is all of it from now on, and the rest says where it differs from before. */
export type ListChange = { lines: readonly Line[] } & (
  | { type: 'older'; count: number; more: boolean }
  | { type: 'tail'; index: number; arrived: number }
  | { type: 'changed'; indices: readonly number[] }
)

/**
 * The one list of a room's messages on this device: the history in the order of `seq`, then the own messages that are
 * not history yet. What happens to a message (recalled, its author renamed) happens to `history`, by `change`; lines
 * and quotes are what is shown of it, made anew from there.
 *
 * Elsewhere they only lie until they are history (out of order in `session/sequence`, unsent in `session/outbox`), or as they
 * left here: on disk for the next opening, as the last message of a room's card, and as rows in the view, 200 at most.
 */
export class Transcript {
  /** Without the messages that only change others. A new array with each change. */
  lines: readonly Line[] = []
  /** Whether there are messages before the oldest one. */
  more = false
  private me: Person
  private readonly history: Message[] = []
  /** How many of the lines are history. */
  private settled = 0

  constructor(me: Person) {
    this.me = me
  }

  /** The history that is loaded: without a hole, those included that have no line. */
  get messages(): readonly Message[] {
    return this.history
  }

  /** The `seq` of the oldest message that is loaded; 0 when there is none. */
  get oldest(): number {
    return this.history[0]?.seq ?? 0
  }

  /** Up to which `seq` the room is known; nothing when it is not known at all. */
  get newest(): number | undefined {
    return this.history[this.history.length - 1]?.seq
  }

  /**
   * The message with this `seq`, if it is loaded. The history has no hole, so that a `seq` is a place; were there one, a
   * message would be missing, and none be wrong.
   */
  messageAt(seq: number): Message | undefined {
    const message = this.history[seq - this.oldest]
    return message?.seq === seq ? message : undefined
  }

  /** Up to where the room is read by somebody who has seen `seq`: what follows of their own, and recalls, is nothing to read. */
  readThrough(seq: number): number {
    const following = this.history.slice(Math.max(0, seq + 1 - this.oldest))
    const next = following.find(({ from, kind }) => from.id !== this.me.id && !isSilent(kind))
    const through = next ? next.seq - 1 : this.newest
    return Math.max(seq, through ?? 0)
  }

  /** Starts anew with these messages; the pending messages are put behind them by `pending`. */
  restart(messages: readonly Message[]): void {
    this.history.length = 0
    this.lines = []
    this.settled = 0
    this.add(messages)
    this.more = this.oldest > 1
  }

  /** Messages that follow on. */
  add(messages: readonly Message[]): ListChange[] {
    const start = this.settled
    const before = this.lines.slice(start)
    for (const message of messages) this.history.push(message)
    const fresh = this.linesOf(messages)
    const keys = new Set(fresh.map(({ key }) => key))
    const after = [...fresh, ...before.filter(({ key }) => !keys.has(key))]
    this.lines = [...this.lines.slice(0, start), ...after]
    this.settled += fresh.length

    const arrived = fresh.filter(isToRead).length
    const changes = tailChange(this.lines, before, start, arrived)
    const later = messages.filter((message) => targetOf(message) !== undefined)
    if (later.length > 0)
      changes.push(...this.change((message) => later.reduce((one, by) => applyChange(one, by), message)))
    return changes
  }

  /** Messages before the oldest one. */
  prepend(messages: readonly Message[], more: boolean): ListChange[] {
    this.more = more
    this.history.unshift(...messages)
    const fresh = this.linesOf(messages)
    // Lines that answer one of these know it now.
    const changes = this.redraw(new Set(messages.map(({ seq }) => seq)))
    this.lines = [...fresh, ...this.lines]
    this.settled += fresh.length
    return [...changes, { type: 'older', lines: this.lines, count: fresh.length, more }]
  }

  /** A pending message was written, or stands otherwise than before. */
  pending(pending: Pending, unsaved: boolean): ListChange[] {
    const line = this.quoting(lineOfPending(pending, this.me, unsaved), pending.reply)
    const index = this.indexOf(line.key)
    // It is a line of the history already.
    if (index !== undefined && index < this.settled) return []
    const lines = [...this.lines]
    lines[index ?? lines.length] = line
    this.lines = lines
    if (index !== undefined) return [{ type: 'changed', lines, indices: [index] }]
    return [{ type: 'tail', lines, index: lines.length - 1, arrived: 0 }]
  }

  /** A pending message is no line of its own any more. */
  withoutPending(id: string): ListChange[] {
    const index = this.indexOf(keyOf(this.me.id, id))
    if (index === undefined || index < this.settled) return []
    this.lines = this.lines.filter((_, at) => at !== index)
    return [{ type: 'tail', lines: this.lines, index, arrived: 0 }]
  }

  /** A person has another name or avatar. */
  rename(person: Person): ListChange[] {
    if (person.id === this.me.id) this.me = person
    return this.change((message) => withAuthor(message, person))
  }

  /** Changes messages, and with them all that is shown of them. */
  private change(change: (message: Message) => Message): ListChange[] {
    const changed = new Set<number>()
    this.history.forEach((before, at) => {
      const after = change(before)
      if (after === before) return
      this.history[at] = after
      changed.add(before.seq)
    })
    return this.redraw(changed)
  }

  /** Makes the lines of these messages anew, and those that quote them. */
  private redraw(changed: ReadonlySet<number>): ListChange[] {
    const indices: number[] = []
    const lines = this.lines.map((line, index) => {
      const isHistory = index < this.settled
      const isOld = isHistory ? changed.has(line.seq) : line.from !== this.me
      if (!isOld && !changed.has(line.reply?.seq ?? 0)) return line
      const message = isHistory ? this.messageAt(line.seq) : undefined
      if (isHistory && !message) return line
      indices.push(index)
      return message ? this.lineOf(message) : this.quoting({ ...line, from: this.me }, line.reply?.seq)
    })
    if (indices.length === 0) return []
    this.lines = lines
    return [{ type: 'changed', lines, indices }]
  }

  private linesOf(messages: readonly Message[]): Line[] {
    return messages.filter(hasLine).map((message) => this.lineOf(message))
  }

  private lineOf(message: Message): Line {
    return this.quoting(lineOfMessage(message, this.me.id), message.reply)
  }

  /** The line with what it answers. */
  private quoting(line: Line, seq: number | undefined): Line {
    if (seq === undefined) return line
    const message = this.messageAt(seq)
    return { ...line, reply: message && hasLine(message) ? quoteOf(message) : { seq } }
  }

  /** From the end, where the line that is looked for mostly is. */
  private indexOf(key: string): number | undefined {
    for (let index = this.lines.length - 1; index >= 0; index -= 1) {
      if (this.lines[index]?.key === key) return index
    }
    return undefined
  }
}

function isSilent(kind: Message['kind']): boolean {
  return silentKinds.some((silent) => silent === kind)
}

/** What became of the end of the list: mostly one new line, or one that has its place now. */
function tailChange(lines: readonly Line[], before: Line[], start: number, arrived: number): ListChange[] {
  const after = lines.slice(start)
  let same = 0
  while (same < before.length && before[same] === after[same]) same += 1
  if (same === before.length && same === after.length) return []
  const index = start + same
  const restIsSame = before.slice(same + 1).every((line, at) => line === after[same + 1 + at])
  const isOne = before.length === after.length && restIsSame
  // A line that only changed has to be the same one: the view keeps it by its key.
  if (isOne && before[same]?.key === after[same]?.key) return [{ type: 'changed', lines, indices: [index] }]
  return [{ type: 'tail', lines, index, arrived }]
}
