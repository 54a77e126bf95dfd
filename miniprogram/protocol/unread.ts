import { isMissedCall } from './calls'
import { targetOf } from './changes'
import { limits } from './limits'
import type { Mark, Message, RoomCard } from './values'

// What is unread, for both ends: messages of others behind the read position that are still there. The stores of the server
// count them from their lines, a client counts on with each line that it hears of; contract tests hold the two together.

/** Kinds that change another message: none of them is the last message of a room, for it is seen at that other one. */
export const changeKinds = ['recall', 'edit', 'react', 'pin'] as const

/** Kinds in which nothing is to be read: what changes a message, and what is left of one that was taken back. */
export const silentKinds = [...changeKinds, 'recalled'] as const

/** How a person stands to a room. */
export interface Unread {
  top: number
  read: number
  unread: number
}

/** Up to where a room counts as read: what was marked unread was read, too. */
export function firstRead({
  read,
  marked = read + 1,
}: {
  read: number
  marked?: number | undefined
}): number {
  return Math.min(read, marked - 1)
}

/** What stands among the people that a message mentions when it mentions all. */
export const everyone = 'all'

/** What is left to count of a message. */
export function markOf(message: Message): Mark {
  const target = targetOf(message)
  const { seq, from, kind, mentions } = message
  if (kind === 'call' && !isMissedCall(message.body)) return { seq, from: from.id, quiet: true }
  if (target === undefined) return { seq, from: from.id, ...(mentions && { mentions }) }
  return { seq, from: from.id, ...(kind === 'recall' ? { recalls: target } : { quiet: true }) }
}

/**
 * How many are unread once `me` has heard of this line behind the top. One's own do not count. A message that was taken back
 * before it was heard of counts here, until the recall that comes behind it. Lines between, of which nothing is known, count.
 */
export function unreadWith({ top, read, unread }: Unread, mark: Mark, me: string): number {
  if (mark.seq <= top) return unread
  if (mark.seq <= read) return 0
  const change = changeBy(mark, read, me)
  // Of a hundred or more it is not known how many are left.
  if (change < 0 && unread >= limits.unread) return unread
  const between = mark.seq - 1 - Math.max(top, read)
  return Math.min(limits.unread, Math.max(0, unread + between + change))
}

function changeBy({ from, recalls, quiet }: Mark, read: number, me: string): -1 | 0 | 1 {
  if (from === me || quiet) return 0
  if (recalls === undefined) return 1
  return recalls > read ? -1 : 0
}

/** Whether a message mentions this person, by their id or with everyone. One's own never does. */
export function isMentioned(person: string, from: string, mentions: readonly string[] = []): boolean {
  return from !== person && (mentions.includes(person) || mentions.includes(everyone))
}

/**
 * The oldest unread message that mentions `me`, once they have heard of this line behind the top. After the recall of that one, and
 * of lines between of which nothing is known, the server has to be asked.
 */
export function mentionedWith(
  { top, read, mentioned }: Pick<RoomCard, 'top' | 'read' | 'mentioned'>,
  mark: Mark,
  me: string,
): number | undefined {
  if (mark.seq <= top) return mentioned
  if (mentioned !== undefined) return mark.recalls === mentioned ? undefined : mentioned
  return mark.seq > read && isMentioned(me, mark.from, mark.mentions) ? mark.seq : undefined
}
