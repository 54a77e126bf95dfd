import type { Message, Person } from '../protocol/index'
import { recalledBy } from '../protocol/index'
import type { PendingMessage } from '../session/outbox'
import type { Line } from './line'
import { keyOf, lineOfMessage, lineOfPending } from './line-of'
import { Quotes } from './quotes'

/** What a change did to the list; indices are those of the list as it is then. */
export type Change = { type: 'tail'; index: number; arrived: number } | { type: 'line'; index: number }

/** The lines of one room: history in the order of `seq`, then the own messages that are not history yet. */
export class Transcript {
  lines: Line[] = []
  /** The `seq` of the oldest message that is loaded, one without a line included; 0 when there is none. */
  oldest = 0
  #me: Person
  /** How many of the lines are history. */
  #settled = 0
  #quotes = new Quotes()

  constructor(me: Person) {
    this.#me = me
  }

  /** Starts anew with these messages; the pending messages are put behind them by `pending`. */
  restart(messages: readonly Message[]): void {
    this.lines = []
    this.#settled = 0
    this.oldest = 0
    this.#quotes = new Quotes()
    this.add(messages)
  }

  /** Messages that follow on. */
  add(messages: readonly Message[]): Change[] {
    if (this.oldest === 0) this.oldest = messages[0]?.seq ?? 0
    const start = this.#settled
    const before = this.lines.slice(start)
    const fresh = this.#linesOf(messages)
    const keys = new Set(fresh.map(({ key }) => key))
    const after = [...fresh, ...before.filter(({ key }) => !keys.has(key))]
    this.lines.length = start
    for (const line of after) this.lines.push(line)
    this.#settled += fresh.length

    const arrived = fresh.filter(({ mine }) => !mine).length
    return [...changeOf(before, after, start, arrived), ...this.#recalled(messages)]
  }

  /** Messages before the oldest one; how many lines they made, and what changed in the lines after them. */
  prepend(messages: readonly Message[]): { count: number; changes: Change[] } {
    this.oldest = messages[0]?.seq ?? this.oldest
    const fresh = this.#linesOf(messages)
    this.lines = [...fresh, ...this.lines]
    this.#settled += fresh.length
    const changes: Change[] = []
    for (const { seq } of fresh) changes.push(...this.#requote(seq))
    return { count: fresh.length, changes }
  }

  /** A pending message was written, or stands otherwise than before. */
  pending(pending: PendingMessage, unsaved: boolean): Change[] {
    const plain = lineOfPending(pending, this.#me, unsaved)
    if (this.#isHistory(pending)) return []
    const line = this.#quotes.quoted(plain, pending.reply)
    const known = this.#indexOf(line.key)
    const index = known ?? this.lines.length
    this.lines[index] = line
    return [known === undefined ? { type: 'tail', index, arrived: 0 } : { type: 'line', index }]
  }

  /** A pending message is no line of its own any more. */
  withoutPending(id: string): Change[] {
    const index = this.#indexOf(keyOf(this.#me.id, id))
    if (index === undefined || index < this.#settled) return []
    this.lines.splice(index, 1)
    return [{ type: 'tail', index, arrived: 0 }]
  }

  /** A person has another name or avatar. */
  rename(person: Person): Change[] {
    if (person.id === this.#me.id) this.#me = person
    const changes: Change[] = []
    this.lines.forEach((line, index) => {
      if (line.from.id === person.id) changes.push(this.#replace(index, { ...line, from: person }))
    })
    return changes
  }

  /** Pending messages that became history are lines already. */
  #isHistory({ id }: PendingMessage): boolean {
    const index = this.#indexOf(keyOf(this.#me.id, id))
    return index !== undefined && index < this.#settled
  }

  #linesOf(messages: readonly Message[]): Line[] {
    const lines: Line[] = []
    for (const message of messages) {
      if (message.kind === 'recall') continue
      const line = this.#quotes.quoted(lineOfMessage(message, this.#me.id), message.reply)
      this.#quotes.knows(line)
      lines.push(line)
    }
    return lines
  }

  /** Takes the text away from every line that one of these messages recalls. */
  #recalled(messages: readonly Message[]): Change[] {
    const changes: Change[] = []
    for (const message of messages) {
      const seq = recalledBy(message)
      const line = seq === undefined ? undefined : this.#quotes.line(seq)
      const index = line && this.#indexOf(line.key)
      if (!line || index === undefined || line.kind === 'recalled') continue
      changes.push(this.#replace(index, withoutContent(line)))
      changes.push(...this.#requote(line.seq))
    }
    return changes
  }

  /** Lines that answer this message show it as it is now. */
  #requote(seq: number): Change[] {
    const changes: Change[] = []
    for (const key of this.#quotes.answering(seq)) {
      const index = this.#indexOf(key)
      const line = index === undefined ? undefined : this.lines[index]
      if (index !== undefined && line) changes.push(this.#replace(index, this.#quotes.quoted(line, seq)))
    }
    return changes
  }

  #replace(index: number, line: Line): Change {
    this.lines[index] = line
    if (index < this.#settled) this.#quotes.knows(line)
    return { type: 'line', index }
  }

  /** From the end, where whatever is asked for mostly is. */
  #indexOf(key: string): number | undefined {
    for (let index = this.lines.length - 1; index >= 0; index -= 1) {
      if (this.lines[index]?.key === key) return index
    }
    return undefined
  }
}

function withoutContent({ media: _, ...line }: Line): Line {
  return { ...line, kind: 'recalled', text: '', mentionsMe: false }
}

/** What became of the end of the list: mostly one new line, or one that has its place now. */
function changeOf(before: Line[], after: Line[], start: number, arrived: number): Change[] {
  let same = 0
  while (same < before.length && before[same] === after[same]) same += 1
  if (same === before.length && same === after.length) return []
  const restIsSame = before.slice(same + 1).every((line, at) => line === after[same + 1 + at])
  const isOne = before.length === after.length && restIsSame
  // A line that only changed has to be the same one: the view keeps it by its key.
  if (isOne && before[same]?.key === after[same]?.key) return [{ type: 'line', index: start + same }]
  return [{ type: 'tail', index: start + same, arrived }]
}
