import type { Message, Person } from '../protocol/index'
import { hasLine } from '../protocol/index'
import { History } from './history'
import {
  isToRead,
  keyOf,
  type Line,
  lineOfMessage,
  lineOfPending,
  type Pending,
  quoteOf,
  type ReadBy,
} from './line'
import { OwnChanges, type OwnReaction } from './own-changes'

/** What became of the list: `lines` is all of it from now on, and the rest says where it differs from before. */
export type ListChange = {
  lines: readonly Line[]
  /** Whether there are newer lines than these, which the reader far back has not come to. */
  newer: boolean
} & (
  | { type: 'older'; count: number; more: boolean }
  | { type: 'tail'; index: number; arrived: number }
  | { type: 'changed'; indices: readonly number[] }
)

/**
 * The one list of a room's messages on this device: the history in the order of `seq`, then the own messages that are
 * not history yet. Lines and quotes are what is shown of the `history`, made anew from there, with the own changes that are on
 * their way. A reader who looks far back is shown what is there alone, until that meets the newest.
 *
 * Elsewhere messages only lie until they are history (out of order in `session/sequence`, unsent in `session/outbox`), or as they
 * left here: on disk for the next opening, as the last message of a room's card, and as rows in the view, 200 at most.
 */
export class Transcript {
  /** Without the messages that only change others. A new array with each change. */
  lines: readonly Line[] = []
  readonly history: History
  private me: Person
  private readonly own = new OwnChanges()
  /** Own messages that are not history yet. */
  private waiting: readonly Line[] = []
  private readonly readBy = new Map<number, ReadBy>()

  constructor(me: Person) {
    this.me = me
    this.history = new History(me.id)
  }

  /** Starts anew with these messages, which are the newest; the pending messages are put behind them by `pending`. */
  restart(messages: readonly Message[]): void {
    this.history.restart(messages)
    this.own.settle(messages, this.me.id)
    this.waiting = []
    this.relist()
  }

  /** Messages that follow on the newest. */
  add(messages: readonly Message[]): ListChange[] {
    const before = this.waiting
    const changed = this.history.add(messages)
    for (const seq of this.own.settle(messages, this.me.id)) changed.add(seq)
    for (const { seq } of messages) changed.delete(seq)
    const { recent } = this.history
    const fresh = this.linesOf(recent.messages.slice(recent.messages.length - messages.length))
    const keys = new Set(fresh.map(({ key }) => key))
    this.waiting = before.filter(({ key }) => !keys.has(key))
    const arrived = fresh.filter(isToRead).length
    return [...this.grown(fresh, before, arrived), ...this.redraw(changed)]
  }

  /** Messages before the oldest one that is shown. They may be older than changes of them that are loaded. */
  prepend(messages: readonly Message[], more: boolean): ListChange[] {
    const seqs = this.history.prepend(messages, more)
    const fresh = this.linesOf(this.history.shown.messages.slice(0, messages.length))
    // Lines that answer one of these know it now.
    const changes = this.redraw(seqs)
    this.lines = [...fresh, ...this.lines]
    return [...changes, this.changed({ type: 'older', count: fresh.length, more })]
  }

  /** Messages that follow on what is shown to a reader far back. Where they meet the newest it is one list again. */
  append(messages: readonly Message[]): ListChange[] {
    const index = this.lines.length
    const last = this.history.shown.newest ?? 0
    const changed = this.history.append(messages)
    this.lines = [...this.lines, ...this.linesOf(this.history.shown.after(last)), ...this.unsent]
    return [this.changed({ type: 'tail', index, arrived: 0 }), ...this.redraw(changed)]
  }

  /** Shows the page around a message. */
  visit(messages: readonly Message[], more: boolean): void {
    this.history.visit(messages, more)
    this.relist()
  }

  /** Shows the newest again. */
  goBack(): void {
    this.history.goBack()
    this.relist()
  }

  /** A pending message was written, or stands otherwise than before. */
  pending(pending: Pending, unsaved: boolean): ListChange[] {
    if (pending.edits !== undefined) {
      this.own.edit(pending, unsaved)
      return this.redraw(new Set([pending.edits]))
    }
    const line = this.quoting(lineOfPending(pending, this.me, unsaved), pending.reply)
    const at = this.waiting.findIndex(({ key }) => key === line.key)
    // It is a line of the history already.
    if (at < 0 && this.isSaid(pending.id)) return []
    const waiting = [...this.waiting]
    waiting[at < 0 ? waiting.length : at] = line
    return this.wait(waiting)
  }

  /** A pending message is no line of its own any more. */
  withoutPending(id: string): ListChange[] {
    const edited = this.own.withoutEdit(id)
    if (edited !== undefined) return this.redraw(new Set([edited]))
    return this.wait(this.waiting.filter(({ key }) => key !== keyOf(this.me.id, id)))
  }

  /** Shows a reaction that is on its way. */
  react(seq: number, emoji: string, on: boolean): { reaction: OwnReaction; changes: ListChange[] } {
    const reaction = this.own.react(seq, emoji, on)
    return { reaction, changes: this.redraw(new Set([seq])) }
  }

  /** The server has a reaction in the message with the `seq` `place`; without one, it does not take it. */
  reacted(reaction: OwnReaction, place?: number): ListChange[] {
    if (place !== undefined && place > (this.history.recent.newest ?? 0)) {
      reaction.place = place
      return []
    }
    this.own.withoutReaction(reaction)
    return this.redraw(new Set([reaction.seq]))
  }

  /** So many have read these own messages; without `by`, that is not shown any more. */
  countReaders(seqs: readonly number[], by?: ReadBy): ListChange[] {
    for (const seq of seqs) {
      if (by) this.readBy.set(seq, by)
      else this.readBy.delete(seq)
    }
    const counted = new Set(seqs)
    const indices: number[] = []
    const lines = this.lines.map((line, index) => {
      const { readBy: before, ...rest } = line
      const isSame = before?.read === by?.read && before?.unread === by?.unread
      if (line.seq === 0 || !counted.has(line.seq) || isSame) return line
      indices.push(index)
      return { ...rest, ...(by && { readBy: by }) }
    })
    if (indices.length === 0) return []
    this.lines = lines
    return [this.changed({ type: 'changed', indices })]
  }

  /** Messages that I have deleted for myself. */
  hide(seqs: readonly number[]): ListChange[] {
    const gone = this.history.hide(seqs)
    const index = this.lines.findIndex(({ seq }) => gone.has(seq))
    if (index < 0) return this.redraw(gone)
    this.lines = this.lines.filter(({ seq }) => !gone.has(seq))
    return [this.changed({ type: 'tail', index, arrived: 0 }), ...this.redraw(gone)]
  }

  /** A person has another name or avatar. */
  rename(person: Person): ListChange[] {
    if (person.id === this.me.id) this.me = person
    return this.redraw(this.history.rename(person))
  }

  /** The pending messages, where they are seen: behind the newest. */
  private get unsent(): readonly Line[] {
    return this.history.isAway ? [] : this.waiting
  }

  private relist(): void {
    this.lines = [...this.linesOf(this.history.shown.messages), ...this.unsent]
  }

  private changed<T extends object>(what: T): T & { lines: readonly Line[]; newer: boolean } {
    return { ...what, lines: this.lines, newer: this.history.isAway }
  }

  /** The end of the list after lines of the history came: `before` were the pending ones. A reader far back is told how many came. */
  private grown(fresh: readonly Line[], before: readonly Line[], arrived: number): ListChange[] {
    const index = this.lines.length
    if (this.history.isAway) return arrived > 0 ? [this.changed({ type: 'tail', index, arrived })] : []
    const start = index - before.length
    this.lines = [...this.lines.slice(0, start), ...fresh, ...this.waiting]
    const change = tailChange(this.lines, before, start, arrived)
    return change ? [this.changed(change)] : []
  }

  /** Other pending messages. */
  private wait(waiting: readonly Line[]): ListChange[] {
    const before = this.waiting
    this.waiting = waiting
    return this.history.isAway ? [] : this.grown([], before, 0)
  }

  private isSaid(id: string): boolean {
    return this.history.recent.messages.some((message) => message.id === id && message.from.id === this.me.id)
  }

  /** Makes the lines of these messages anew, and those that quote them. */
  private redraw(changed: ReadonlySet<number>): ListChange[] {
    const isOld = ({ reply }: Line) => changed.has(reply?.seq ?? 0)
    const waiting = this.waiting.map((line) =>
      line.from === this.me && !isOld(line)
        ? line
        : this.quoting({ ...line, from: this.me }, line.reply?.seq),
    )
    this.waiting = waiting
    const indices: number[] = []
    const settled = this.lines.length - this.unsent.length
    const lines = this.lines.map((line, index) => {
      const message = this.history.at(line.seq)
      if (index < settled && (!message || !(changed.has(line.seq) || isOld(line)))) return line
      const now = index < settled && message ? this.lineOf(message) : (waiting[index - settled] ?? line)
      if (now !== line) indices.push(index)
      return now
    })
    if (indices.length === 0) return []
    this.lines = lines
    return [this.changed({ type: 'changed', indices })]
  }

  private linesOf(messages: readonly Message[]): Line[] {
    return messages.filter(hasLine).map((message) => this.lineOf(message))
  }

  private lineOf(message: Message): Line {
    const readBy = this.readBy.get(message.seq)
    const line = { ...lineOfMessage(message, this.me.id), ...(readBy && { readBy }) }
    return this.own.shownAt(this.quoting(line, message.reply))
  }

  /** The line with what it answers. */
  private quoting(line: Line, seq: number | undefined): Line {
    if (seq === undefined) return line
    const message = this.history.at(seq)
    return { ...line, reply: message && hasLine(message) ? quoteOf(message) : { seq } }
  }
}

/** What became of the end of the list: mostly one new line, or one that has its place now. */
function tailChange(lines: readonly Line[], before: readonly Line[], start: number, arrived: number) {
  const after = lines.slice(start)
  let same = 0
  while (same < before.length && before[same] === after[same]) same += 1
  if (same === before.length && same === after.length) return undefined
  const index = start + same
  const restIsSame = before.slice(same + 1).every((line, at) => line === after[same + 1 + at])
  const isOne = before.length === after.length && restIsSame
  // A line that only changed has to be the same one: the view keeps it by its key.
  if (isOne && before[same]?.key === after[same]?.key)
    return { type: 'changed', lines, indices: [index] } as const
  return { type: 'tail', lines, index, arrived } as const
}
