import type { Message } from '../protocol/index'
import type { Line, Pending, Reaction } from './line'

/** A reaction on its way. */
export interface OwnReaction {
  seq: number
  emoji: string
  on: boolean
  /** The message that says so; nothing while the server has not answered. */
  place?: number
}

/** What the person of this device did to messages and what is not history yet: the lines show it already. */
export class OwnChanges {
  private readonly edits = new Map<string, Pending & { unsaved: boolean }>()
  private readonly reactions = new Map<string, OwnReaction>()

  /** An edit was written, or stands otherwise than before. */
  edit(pending: Pending, unsaved: boolean): void {
    this.edits.set(pending.id, { ...pending, unsaved })
  }

  /** An edit is none any more. Answers the `seq` of its message; nothing when there was none under this id. */
  withoutEdit(id: string): number | undefined {
    const seq = this.edits.get(id)?.edits
    this.edits.delete(id)
    return seq
  }

  /** Of one emoji at one message the last tap counts. */
  react(seq: number, emoji: string, on: boolean): OwnReaction {
    const reaction = { seq, emoji, on }
    this.reactions.set(`${seq} ${emoji}`, reaction)
    return reaction
  }

  /** It is history already, or was refused; unless a later tap has taken its place. */
  withoutReaction(reaction: OwnReaction): void {
    const key = `${reaction.seq} ${reaction.emoji}`
    if (this.reactions.get(key) === reaction) this.reactions.delete(key)
  }

  /** These are history now. Answers the messages that `me` changed by them. */
  settle(messages: readonly Message[], me: string): number[] {
    const newest = messages[messages.length - 1]?.seq ?? 0
    const settled: number[] = []
    for (const { from, id } of messages) {
      const seq = from.id === me ? this.withoutEdit(id) : undefined
      if (seq !== undefined) settled.push(seq)
    }
    // The list may have begun anew behind one of them.
    for (const { id, edits, seq = Number.POSITIVE_INFINITY } of [...this.edits.values()]) {
      if (edits === undefined || seq > newest) continue
      this.withoutEdit(id)
      settled.push(edits)
    }
    for (const reaction of [...this.reactions.values()]) {
      if (reaction.place === undefined || reaction.place > newest) continue
      this.withoutReaction(reaction)
      settled.push(reaction.seq)
    }
    return settled
  }

  /** A line of the history as its reader has it. */
  shownAt(line: Line): Line {
    const edit = [...this.edits.values()].filter(({ edits }) => edits === line.seq).pop()
    const under = [...this.reactions.values()].filter(({ seq }) => seq === line.seq)
    if (line.kind === 'recalled' && !edit) return line
    const reacted = under.length === 0 || line.kind === 'recalled' ? line : withReactions(line, under)
    return edit ? withEdit(reacted, edit) : reacted
  }
}

function withEdit(line: Line, edit: Pending & { unsaved: boolean }): Line {
  const { id, body, problem, seq, unsaved } = edit
  const text = String(body)
  if (problem !== undefined) return { ...line, refusedEdit: { id, text, problem } }
  if (line.kind !== 'text') return line
  const status = seq === undefined ? 'sending' : 'sent'
  return { ...line, text, edited: true, status, ...(unsaved && { unsaved }) }
}

function withReactions(line: Line, under: readonly OwnReaction[]): Line {
  return { ...line, reactions: under.reduce(toggled, line.reactions ?? []) }
}

function toggled(before: readonly Reaction[], { emoji, on }: OwnReaction): readonly Reaction[] {
  const known = before.find((one) => one.emoji === emoji)
  if (!known) return on ? [...before, { emoji, count: 1, mine: true }] : before
  if (known.mine === on) return before
  const count = known.count + (on ? 1 : -1)
  if (count === 0) return before.filter((one) => one !== known)
  return before.map((one) => (one === known ? { emoji, count, mine: on } : one))
}
