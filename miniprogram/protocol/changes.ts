import type { Message, Person } from './values'

// What happens to a message later: one pure function for each change, for all that keep messages on either end. It gives
// the message as it is from then on, or the very same object where it is not concerned.

/** The `seq` of the earlier message that this one changes; nothing when it only says something. */
export function targetOf({ kind, body }: Pick<Message, 'kind' | 'body'>): number | undefined {
  return kind === 'recall' && typeof body === 'object' && 'seq' in body ? body.seq : undefined
}

/** Whether a message is shown as a line of its own: a recall changes another one, and what is withheld shows nothing. */
export function hasLine({ kind }: Pick<Message, 'kind'>): boolean {
  return kind !== 'recall' && kind !== 'withheld'
}

/** A message as `change`, a later one of its room, leaves it. */
export function applyChange(message: Message, change: Message): Message {
  return targetOf(change) === message.seq ? recalled(message, change.by ?? change.from.id) : message
}

/** Its place, author, id and time stay; what it said, answered and whom it mentioned is gone. */
export function recalled(message: Message, by: string): Message {
  if (message.kind === 'recalled') return message
  const { seq, id, from, time } = message
  return { seq, id, from, kind: 'recalled', body: '', time, by }
}

/** Whether the owner of the room took it back, and not its author: of what is left of it, and of the line that says so. */
export function isRemoved({ from, by }: Pick<Message, 'from' | 'by'>): boolean {
  return by !== undefined && by !== from.id
}

/** A message of somebody who may have another name or avatar now. */
export function withAuthor<M extends Message>(message: M, person: Person): M {
  return message.from.id === person.id ? { ...message, from: person } : message
}
