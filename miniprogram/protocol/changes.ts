import { isSaidKind } from './bodies'
import type { Body, Edit, Message, Person, PinChange, Pinned, ReactionChange } from './values'

// What happens to a message later: one pure function for each change, for all that keep messages on either end. It gives
// the message as it is from then on, or the very same object where it is not concerned.

/**
 * The `seq` of the earlier message that this one changes; nothing when it only says something. A kind that this program
 * does not know, of a later version, is a change where its body names a message.
 */
export function targetOf({ kind, body }: Pick<Message, 'kind' | 'body'>): number | undefined {
  if (isSaidKind(kind) || typeof body !== 'object' || !('seq' in body)) return undefined
  return typeof body.seq === 'number' ? body.seq : undefined
}

/** Whether a message is shown as a line of its own: a change is seen at another one, and what is withheld shows nothing. */
export function hasLine(message: Pick<Message, 'kind' | 'body'>): boolean {
  return message.kind !== 'withheld' && targetOf(message) === undefined
}

/** A message as `change`, a later one of its room, leaves it for `me`. */
export function applyChange(message: Message, change: Message, me = ''): Message {
  const { kind, body } = change
  if (targetOf(change) !== message.seq || message.kind === 'recalled' || message.kind === 'withheld')
    return message
  if (kind === 'recall') return recalled(message, change.by ?? change.from.id)
  if (kind === 'edit' && isEdit(body)) return edited(message, change.seq, body)
  if (kind === 'react' && isReactionChange(body)) return reactedTo(message, body, me)
  return message
}

/** A message as somebody sees it who has deleted those of `hidden` for themselves: not at all, and no words of an edit of one. */
export function withoutHidden<M extends Message>(message: M, hidden: ReadonlySet<number>): M | Message {
  const { seq, kind, body } = message
  if (hidden.has(seq)) return kind === 'withheld' ? message : withheld(message)
  const target = targetOf(message) ?? 0
  const hasWords = kind === 'edit' && typeof body === 'object' && 'text' in body
  return hasWords && hidden.has(target) ? { ...message, body: { seq: target } } : message
}

/** What is left of a message for somebody who is not to see it, or has deleted it for themselves: its place. */
export function withheld({ seq, id, from, time }: Message): Message {
  return { seq, id, from, kind: 'withheld', body: '', time }
}

/** Its place, author, id and time stay; what it said, answered and whom it mentioned is gone. */
export function recalled(message: Message, by: string): Message {
  if (message.kind === 'recalled') return message
  const { seq, id, from, time } = message
  return { seq, id, from, kind: 'recalled', body: '', time, by }
}

/** The last edit counts, by the order of the room. */
function edited(message: Message, seq: number, { text }: Edit): Message {
  if (message.kind !== 'text' || text === undefined || seq <= (message.edited ?? 0)) return message
  return { ...message, body: text, edited: seq }
}

function reactedTo(message: Message, { version, counts, changed }: ReactionChange, me: string): Message {
  const before = message.reactions
  if (version <= (before?.version ?? 0)) return message
  const mine = new Set(before?.mine)
  for (const { person, emoji, on } of changed) {
    if (person !== me) continue
    if (on) mine.add(emoji)
    else mine.delete(emoji)
  }
  return { ...message, reactions: { version, counts, ...(mine.size > 0 && { mine: [...mine] }) } }
}

/** The pins of a room as a message of it leaves them. */
export function pinnedBy(pinned: Pinned | undefined, { kind, body }: Message): Pinned | undefined {
  if (kind !== 'pin' || !isPinChange(body)) return pinned
  return body.pinned.version > (pinned?.version ?? 0) ? body.pinned : pinned
}

function isEdit(body: Body): body is Edit {
  return typeof body === 'object' && (!('text' in body) || typeof body.text === 'string')
}

function isReactionChange(body: Body): body is ReactionChange {
  return typeof body === 'object' && 'version' in body && 'counts' in body && 'changed' in body
}

function isPinChange(body: Body): body is PinChange {
  return typeof body === 'object' && 'pinned' in body
}

/** Whether the owner of the room took it back, and not its author: of what is left of it, and of the line that says so. */
export function isRemoved({ from, by }: Pick<Message, 'from' | 'by'>): boolean {
  return by !== undefined && by !== from.id
}

/** A message of somebody who may have another name or avatar now. */
export function withAuthor<M extends Message>(message: M, person: Person): M {
  return message.from.id === person.id ? { ...message, from: person } : message
}

/** A message as the newest of a list of rooms, whose line shows nothing of what lies in a bundle: that may be 64 KB. */
export function asLast(message: Message): Message {
  return message.kind === 'bundle' ? { ...message, body: { messages: [] } } : message
}
