import type { Message } from '#protocol'
import { applyChange, hasLine, recalled, targetOf, withheld, withoutHidden } from '#protocol'
import type { Reactors } from '../store/marks'
import type { Audience } from '../store/store'
import { reactionsFor, reactorsAfter } from './reactions'

/** A message as its room has it: it goes to a person by `seenBy` alone. */
export interface RoomMessage extends Message {
  audience?: Audience
  /** What its author alone reads: words that they gave it while they were blocked. `edited` is the edit. */
  unheard?: { text: string; edited: number }
  /** Who has reacted to it, where that was looked up. */
  reactors?: Reactors
}

/** Who reads messages of a room, and which of them they have deleted for themselves. */
export interface Reader {
  person: string
  hidden: ReadonlySet<number>
}

/** Whether a message says anything to this person: what somebody said while blocked says nothing to the other one. */
export function isFor(person: string, { audience, from }: Pick<RoomMessage, 'audience' | 'from'>): boolean {
  return audience !== 'author' || from.id === person
}

/** Whether a message is the same to everybody. */
export function isForAll({ audience, unheard }: RoomMessage): boolean {
  return audience === undefined && unheard === undefined
}

/** Whether this reader is shown a line of it. */
export function showsLine({ person, hidden }: Reader, message: RoomMessage): boolean {
  return !hidden.has(message.seq) && isFor(person, message) && hasLine(message)
}

/** A message as this reader sees it. What is not for them keeps its place, for a room has no holes. */
export function seenBy(
  { person, hidden }: Reader,
  { audience, unheard, reactors, ...rest }: RoomMessage,
): Message {
  const isOwn = rest.from.id === person
  if (audience === 'author' && !isOwn) return withheld(rest)
  const left = withoutHidden(rest, hidden)
  if (left !== rest) return left
  const message = reactors ? { ...rest, reactions: reactionsFor(person, reactors) } : rest
  if (audience === 'peer' && isOwn) return recalled(message, person)
  if (unheard && isOwn && unheard.edited > (message.edited ?? 0))
    return { ...message, body: unheard.text, edited: unheard.edited }
  return message
}

/** A message as a later one leaves it. What is changed for its author alone stays as it was for the other one. */
export function changedBy(message: RoomMessage, change: RoomMessage): RoomMessage {
  if (targetOf(change) !== message.seq || message.kind === 'recalled') return message
  if (change.kind === 'react') return { ...message, ...reactorsAfter(message.reactors, change) }
  if (change.kind === 'pin') return message
  const { audience } = message
  if (change.audience === 'author' && audience !== 'author') return changedForAuthor(message, change)
  return { ...applyChange(message, change), ...(audience && { audience }) }
}

function changedForAuthor(message: RoomMessage, change: RoomMessage): RoomMessage {
  if (change.kind === 'recall') return { ...message, audience: 'peer' }
  const { body, edited = 0 } = applyChange(message, change)
  const isLater = edited === change.seq && edited > (message.unheard?.edited ?? 0)
  return isLater ? { ...message, unheard: { text: String(body), edited } } : message
}
