import type { Message, Person } from '../protocol/index'
import { applyChange, hasLine, limits, targetOf, withAuthor, withoutHidden } from '../protocol/index'
import { Stretch } from './stretch'

/**
 * The messages of a room that are loaded: the stretch that is joined to the newest, and while the reader looks far back another
 * one, which grows at both ends and becomes part of the first where they meet. What happens to a message (recalled, edited,
 * reacted to, its author renamed) happens in both.
 */
export class History {
  private me: string
  private live = new Stretch([], false)
  private away: Stretch | undefined
  /** What I have deleted for myself, as far as this device has heard of it. */
  private readonly hidden = new Set<number>()

  constructor(me: string) {
    this.me = me
  }

  /** What is joined to the newest. */
  get recent(): Stretch {
    return this.live
  }

  /** What is looked at. */
  get shown(): Stretch {
    return this.away ?? this.live
  }

  /** Whether the reader looks far back, so that there are newer messages than those that are shown. */
  get isAway(): boolean {
    return this.away !== undefined
  }

  /** The message with this `seq`, if it is loaded. */
  at(seq: number): Message | undefined {
    return this.live.at(seq) ?? this.away?.at(seq)
  }

  /** Up to where the room is read by somebody who has seen `seq`: what follows of their own, and what has no line, is nothing to read. */
  readThrough(seq: number): number {
    // The one that was read last may be the message before the first that is loaded.
    const stretch = [this.live, this.away].find((one) => one?.at(seq) ?? one?.at(seq + 1))
    if (!stretch) return seq
    const next = stretch.after(seq).find((message) => message.from.id !== this.me && isToBeRead(message))
    const through = next ? next.seq - 1 : stretch.newest
    return Math.max(seq, through ?? 0)
  }

  /** Where the first of so many unread messages is, behind `read`, if all of them are loaded. */
  firstUnread(read: number, unread: number): number | undefined {
    const toRead = this.live.after(read).filter((one) => one.from.id !== this.me && isToBeRead(one))
    return unread > 0 && unread < limits.unread && toRead.length >= unread ? toRead[0]?.seq : undefined
  }

  /** Starts anew with these messages, which are the newest. */
  restart(messages: readonly Message[]): void {
    this.live = new Stretch(this.left(messages), (messages[0]?.seq ?? 0) > 1)
    // Of a server that is no more: what the reader looks at does not belong to it.
    if ((this.away?.newest ?? 0) >= this.live.oldest) this.away = undefined
    this.apply(messages)
  }

  /** Messages that follow on the newest. Answers which messages are others now. */
  add(messages: readonly Message[]): Set<number> {
    this.live.add(this.left(messages))
    return this.apply(messages)
  }

  /** Messages before the oldest one that is shown. Answers the `seq` of each. */
  prepend(messages: readonly Message[], more: boolean): Set<number> {
    this.shown.prepend(this.left(messages), more)
    return this.changeOlder(messages)
  }

  /** Messages that follow on what is looked at far back; where they meet the newest they are one with it. Answers which messages before them are others now. */
  append(messages: readonly Message[]): Set<number> {
    const { away, live } = this
    if (!away) return new Set()
    const between = this.left(messages).filter(({ seq }) => seq < this.liveFrom)
    away.add(between)
    const changed = this.apply(between)
    if (away.newest === this.liveFrom - 1) {
      live.prepend(away.messages, away.more)
      this.away = undefined
    }
    for (const seq of this.changeOlder(between)) changed.delete(seq)
    return changed
  }

  /** Looks at the page around a message. One that reaches the newest makes that stretch longer. */
  visit(page: readonly Message[], more: boolean): void {
    const { live } = this
    const messages = this.left(page)
    const newest = messages[messages.length - 1]?.seq ?? 0
    const older = messages.filter(({ seq }) => seq < this.liveFrom)
    this.away = newest < this.liveFrom - 1 ? new Stretch(messages, more) : undefined
    if (!this.away && older.length > 0) live.prepend(older, more)
    this.changeOlder(messages)
  }

  /** Looks at the newest again. */
  goBack(): void {
    this.away = undefined
  }

  /** Messages that I have deleted for myself: nothing is left of them but their places. Answers which are others now. */
  hide(seqs: readonly number[]): Set<number> {
    for (const seq of seqs) this.hidden.add(seq)
    const changed = this.loaded.filter((message) => withoutHidden(message, this.hidden) !== message)
    for (const message of changed) this.put(withoutHidden(message, this.hidden))
    return new Set(changed.map(({ seq }) => seq))
  }

  /** A person has another name or avatar. Answers which messages are others now. */
  rename(person: Person): Set<number> {
    const changed = this.loaded.filter(({ from }) => from.id === person.id)
    for (const message of changed) this.put(withAuthor(message, person))
    return new Set(changed.map(({ seq }) => seq))
  }

  /** What I have not deleted of these. */
  private left(messages: readonly Message[]): readonly Message[] {
    return messages.map((message) => withoutHidden(message, this.hidden))
  }

  /** Where what is joined to the newest begins: nowhere, before the room has answered. */
  private get liveFrom(): number {
    return this.live.newest === undefined ? Number.POSITIVE_INFINITY : this.live.oldest
  }

  private get loaded(): readonly Message[] {
    return this.away ? [...this.away.messages, ...this.live.messages] : this.live.messages
  }

  /** Messages that may be older than changes of them that are loaded. */
  private changeOlder(messages: readonly Message[]): Set<number> {
    const seqs = new Set(messages.map(({ seq }) => seq))
    this.apply(this.loaded.filter((message) => seqs.has(targetOf(message) ?? 0)))
    return seqs
  }

  /** Lets changes have their effect on what is loaded; a second time they have none. */
  private apply(messages: readonly Message[]): Set<number> {
    const changed = new Set<number>()
    for (const change of messages) {
      const before = this.at(targetOf(change) ?? 0)
      const after = before && applyChange(before, change, this.me)
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
    if (target === undefined) return
    for (const message of this.loaded) {
      if (message.kind === 'edit' && message.seq < seq && targetOf(message) === target)
        this.put({ ...message, body: { seq: target } })
    }
  }

  private put(message: Message): void {
    this.live.put(message)
    this.away?.put(message)
  }
}

/** Whether somebody may want to read it. */
function isToBeRead(message: Message): boolean {
  return message.kind !== 'recalled' && hasLine(message)
}
