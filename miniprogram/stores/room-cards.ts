import type { Mark, Message, Person, RoomCard } from '../protocol/index'
import {
  applyChange,
  asLast,
  firstRead,
  hasLine,
  markOf,
  mentionedWith,
  unreadWith,
  withAuthor,
} from '../protocol/index'

/** Characters of the last message that a phone keeps of a room: a row shows no more of it. */
const keptLength = 100

/** One room card, changed by what happens in its room. Each gives a new card, or the same one. */

/** A message came. What only changes another one is never the last. */
export function withMessage(card: RoomCard, last: Message, me: string): RoomCard {
  if (last.seq <= card.top) return card
  if (last.kind === 'withheld') return { ...card, top: last.seq }
  const counted = withMark(card, markOf(last), me)
  return hasLine(last) ? { ...counted, last } : counted
}

/** A message came of which no more is known than what counts. */
export function withMark(card: RoomCard, mark: Mark, me: string): RoomCard {
  if (mark.seq <= card.top) return card
  const { top, unread, marked } = card
  const counted = unreadWith({ top, read: firstRead(card), unread }, mark, me)
  const now = { ...card, top: mark.seq, unread: marked === undefined ? counted : Math.max(1, counted) }
  return withMention(now, mentionedWith(card, mark, me))
}

/** The oldest unread message that mentions the reader; nothing where there is none. */
function withMention({ mentioned: _, ...card }: RoomCard, mentioned: number | undefined): RoomCard {
  return mentioned === undefined ? card : { ...card, mentioned }
}

/** A message came that changes an earlier one: the list must not show that one as it was. */
export function withChange(card: RoomCard, change: Message): RoomCard {
  if (!card.last) return card
  const last = applyChange(card.last, change)
  return last === card.last ? card : { ...card, last }
}

/** It is marked unread no more. */
export function withoutMarked(card: RoomCard): RoomCard {
  if (card.marked === undefined) return card
  const { marked: _, ...rest } = card
  const { read, top, mentioned = 0 } = card
  const counted = { ...rest, unread: Math.min(card.unread, top - read) }
  return withMention(counted, mentioned > read ? mentioned : undefined)
}

/** These messages are not to be seen any more, the last one perhaps among them. */
export function withoutLast(card: RoomCard, seqs: readonly number[]): RoomCard {
  if (!card.last || !seqs.includes(card.last.seq)) return card
  const { last: _, ...rest } = card
  return rest
}

/** Read up to here, on this phone or another device. Never goes back. `next`: the next message that mentions the reader, where it is known. */
export function withRead(card: RoomCard, seq: number, next?: number): RoomCard {
  const read = Math.min(seq, card.top)
  if (read <= card.read) return card
  const { mentioned = 0 } = card
  const counted = { ...card, read, unread: Math.min(card.unread, card.top - firstRead({ ...card, read })) }
  return withMention(counted, mentioned > read ? mentioned : next)
}

/** A card that was fetched, when messages came or were read meanwhile. */
export function merged(known: RoomCard, told: RoomCard): RoomCard {
  const { top, last, unread, read } = known
  const ahead = last !== undefined && top > told.top
  const newer = ahead ? withMention({ ...told, top, last, unread }, told.mentioned ?? known.mentioned) : told
  return withRead(newer, read)
}

/** A person has another name or avatar. */
export function withPerson(card: RoomCard, person: Person): RoomCard {
  const isPeer = card.peer?.id === person.id
  const isAuthor = card.last?.from.id === person.id
  if (!isPeer && !isAuthor) return card
  return {
    ...card,
    ...(isPeer && { peer: person, name: person.name }),
    ...(isAuthor && card.last && { last: withAuthor(card.last, person) }),
  }
}

/** As it is kept on the phone: the list is one key of the storage, which takes 1 MB, and 200 rooms are in it. */
export function asKept(card: RoomCard): RoomCard {
  if (!card.last) return card
  const last = asLast(card.last)
  const { body } = last
  if (typeof body === 'string' && body.length > keptLength)
    return { ...card, last: { ...last, body: body.slice(0, keptLength) } }
  return last === card.last ? card : { ...card, last }
}
