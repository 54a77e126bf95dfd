import type { Message } from '#protocol'
import { limits } from '#protocol'
import { seenBy } from './audience'
import { fitting, messagesOf } from './messages'
import type { Ports } from './ports'
import { withReactors } from './reactions'

/** Where a page lies: before a `seq`, after one, or at the newest end. */
export interface Where {
  before?: number
  after?: number
  limit?: number
}

/**
 * A page of a room as its reader sees it, the oldest message first. `more`: there are further ones in the direction that was
 * asked. A limit beyond the greatest is taken as the greatest; that the reader is a member is checked before.
 */
export async function pageOf(
  room: string,
  reader: string,
  where: Where,
  ports: Ports,
): Promise<{ messages: Message[]; more: boolean }> {
  const limit = Math.min(where.limit ?? limits.pageDefault, limits.pageMessages)
  const forward = where.after !== undefined
  // One more than wanted tells whether there are more.
  const lines = forward
    ? await ports.store.messages.after(room, where.after ?? 0, limit + 1)
    : await ports.store.messages.before(room, where.before ?? Number.MAX_SAFE_INTEGER, limit + 1)

  const wanted = forward ? lines.slice(0, limit) : lines.slice(-limit)
  const all = await withReactors(room, await messagesOf(wanted, ports.people), ports.store)
  const seen = all.map((message) => seenBy(reader, message))
  const messages = fitting(seen, forward ? 'start' : 'end')
  return { messages, more: lines.length > messages.length }
}
