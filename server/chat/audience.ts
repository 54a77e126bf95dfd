import type { Message } from '#protocol'
import { applyChange, recalled, targetOf } from '#protocol'
import type { Reactors } from '../store/marks'
import type { Audience } from '../store/store'
import { reactionsFor, reactorsAfter } from './reactions'

/** A message as its room has it: it goes to a person by `seenBy` alone. */
export interface RoomMessage extends Message {
  audience?: Audience
  /** Who has reacted to it, where that was looked up. */
  reactors?: Reactors
}

/** Whether a message says anything to this person: what somebody said while blocked says nothing to the other one. */
export function isFor(person: string, { audience, from }: RoomMessage): boolean {
  return audience !== 'author' || from.id === person
}

/** A message as this person sees it. What is not for them keeps its place, for a room has no holes. */
export function seenBy(person: string, { audience, reactors, ...message }: RoomMessage): Message {
  if (audience === 'peer' && message.from.id === person) return recalled(message, person)
  if (audience !== 'author' || message.from.id === person)
    return reactors ? { ...message, reactions: reactionsFor(person, reactors) } : message
  const { seq, id, from, time } = message
  return { seq, id, from, kind: 'withheld', body: '', time }
}

/** A message as a later one leaves it. What is taken back for its author alone stays for the other one. */
export function changedBy(message: RoomMessage, change: RoomMessage): RoomMessage {
  if (targetOf(change) !== message.seq || message.kind === 'recalled') return message
  if (change.kind === 'react') return { ...message, ...reactorsAfter(message.reactors, change) }
  if (change.kind === 'pin') return message
  const isForAuthor = change.audience === 'author' && message.audience !== 'author'
  if (isForAuthor) return { ...message, audience: 'peer' }
  const { audience } = message
  return { ...applyChange(message, change), ...(audience && { audience }) }
}
