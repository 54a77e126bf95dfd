import type { Message, Person } from '../protocol/index'
import { applyChange, hasLine, targetOf, withAuthor, withoutHidden } from '../protocol/index'
import { isToRead, keyOf, type Line, lineOfMessage, lineOfPending, type Pending, quoteOf } from './line'
import { OwnChanges, type OwnReaction } from './own-changes'

/** What became of the list: `lines` is all of it from now on, and the rest says where it differs from before. */
export type ListChange = { lines: readonly Line[] } & (
  | { type: 'older'; count: number; more: boolean }
  | { type: 'tail'; index: number; arrived: number }
  | { type: 'changed'; indices: readonly number[] }
)

/**
 * The one list of a room's messages on this device: the history in the order of `seq`, then the own messages that are
 * not history yet. What happens to a message (recalled, edited, reacted to, its author renamed) happens to `history`; lines
 * and quotes are what is shown of it, made anew from there, with the own changes that are on their way.
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
  private readonly own = new OwnChanges()
  /** What I have deleted for myself, as far as this device has heard of it. */
  private readonly hidden = new Set<number>()
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

  /** Up to where the room is read by somebody who has seen `seq`: what follows of their own, and changes, is nothing to read. */
  readThrough(seq: number): number {
    const following = this.history.slice(Math.max(0, seq + 1 - this.oldest))
    const next = following.find((message) => message.from.id !== this.me.id && !isSilent(message))
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
    for (const message of messages) this.history.push(withoutHidden(message, this.hidden))
    const changed = this.apply(messages)
    for (const seq of this.own.settle(messages, this.me.id)) changed.add(seq)
    for (const { seq } of messages) changed.delete(seq)
    const fresh = this.linesOf(this.history.slice(this.history.length - messages.length))
    const keys = new Set(fresh.map(({ key }) => key))
    const after = [...fresh, ...before.filter(({ key }) => !keys.has(key))]
    this.lines = [...this.lines.slice(0, start), ...after]
    this.settled += fresh.length

    const arrived = fresh.filter(isToRead).length
    return [...tailChange(this.lines, before, start, arrived), ...this.redraw(changed)]
  }

  /** Messages before the oldest one. They may be older than changes of them that are loaded. */
  prepend(messages: readonly Message[], more: boolean): ListChange[] {
    this.more = more
    this.history.unshift(...messages.map((message) => withoutHidden(message, this.hidden)))
    const seqs = new Set(messages.map(({ seq }) => seq))
    this.apply(this.history.filter((message) => seqs.has(targetOf(message) ?? 0)))
    const fresh = this.linesOf(this.history.slice(0, messages.length))
    // Lines that answer one of these know it now.
    const changes = this.redraw(seqs)
    this.lines = [...fresh, ...this.lines]
    this.settled += fresh.length
    return [...changes, { type: 'older', lines: this.lines, count: fresh.length, more }]
  }

  /** A pending message was written, or stands otherwise than before. */
  pending(pending: Pending, unsaved: boolean): ListChange[] {
    if (pending.edits !== undefined) {
      this.own.edit(pending, unsaved)
      return this.redraw(new Set([pending.edits]))
    }
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
    const edited = this.own.withoutEdit(id)
    if (edited !== undefined) return this.redraw(new Set([edited]))
    const index = this.indexOf(keyOf(this.me.id, id))
    if (index === undefined || index < this.settled) return []
    this.lines = this.lines.filter((_, at) => at !== index)
    return [{ type: 'tail', lines: this.lines, index, arrived: 0 }]
  }

  /** Shows a reaction that is on its way. */
  react(seq: number, emoji: string, on: boolean): { reaction: OwnReaction; changes: ListChange[] } {
    const reaction = this.own.react(seq, emoji, on)
    return { reaction, changes: this.redraw(new Set([seq])) }
  }

  /** The server has a reaction in the message with the `seq` `place`; without one, it does not take it. */
  reacted(reaction: OwnReaction, place?: number): ListChange[] {
    if (place !== undefined && place > (this.newest ?? 0)) {
      reaction.place = place
      return []
    }
    this.own.withoutReaction(reaction)
    return this.redraw(new Set([reaction.seq]))
  }

  /** Messages that I have deleted for myself: nothing is left of them but their places. */
  hide(seqs: readonly number[]): ListChange[] {
    for (const seq of seqs) this.hidden.add(seq)
    const changed = this.history.filter((message) => withoutHidden(message, this.hidden) !== message)
    for (const message of changed) this.put(withoutHidden(message, this.hidden))
    const gone = new Set(changed.map(({ seq }) => seq))
    const isGone = (line: Line, index: number) => index < this.settled && gone.has(line.seq)
    const index = this.lines.findIndex(isGone)
    if (index < 0) return this.redraw(gone)
    const lines = this.lines.filter((line, at) => !isGone(line, at))
    this.settled -= this.lines.length - lines.length
    this.lines = lines
    return [{ type: 'tail', lines, index, arrived: 0 }, ...this.redraw(gone)]
  }

  /** A person has another name or avatar. */
  rename(person: Person): ListChange[] {
    if (person.id === this.me.id) this.me = person
    const changed = this.history.filter(({ from }) => from.id === person.id)
    for (const message of changed) this.put(withAuthor(message, person))
    return this.redraw(new Set(changed.map(({ seq }) => seq)))
  }

  /** Lets changes have their effect on what is loaded; a second time they have none. Answers which messages are others now. */
  private apply(messages: readonly Message[]): Set<number> {
    const changed = new Set<number>()
    for (const change of messages) {
      const before = this.messageAt(targetOf(change) ?? 0)
      const after = before && applyChange(before, change, this.me.id)
      if (after && after !== before) {
        this.put(after)
        changed.add(after.seq)
      }
      if (change.kind === 'edit' || change.kind === 'recall') this.forgetWords(change)
    }
    return changed
  }

  /** Words that a later edit or a recall has taken away are kept nowhere. */
  private forgetWords({ seq, ...change }: Message): void {
    const target = targetOf(change)
    for (const message of this.history) {
      if (
        message.kind === 'edit' &&
        message.seq < seq &&
        target !== undefined &&
        targetOf(message) === target
      )
        this.put({ ...message, body: { seq: target } })
    }
  }

  private put(message: Message): void {
    if (this.messageAt(message.seq)) this.history[message.seq - this.oldest] = message
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
    return this.own.shownAt(this.quoting(lineOfMessage(message, this.me.id), message.reply))
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

/** Whether nothing is to be read in it. */
function isSilent(message: Message): boolean {
  return message.kind === 'recalled' || targetOf(message) !== undefined
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
