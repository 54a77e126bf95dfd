import type { Message } from '#protocol'
import { limits } from '#protocol'
import type { Line } from '../store/store'
import type { RoomMessage } from './audience'
import { type People, stranger } from './people'

/** Lines of the store with their authors. */
export async function messagesOf(lines: Line[], people: People): Promise<RoomMessage[]> {
  const authors = await people.many(lines.map((line) => line.from))
  return lines.map((line) => ({ ...line, from: authors.get(line.from) ?? stranger(line.from) }))
}

/**
 * How many of these messages one answer may hold, counted from the given end: long texts make a
 * shorter page. At least one, so that a reader always gets on.
 */
export function fitting<M extends Message>(messages: readonly M[], from: 'start' | 'end'): M[] {
  const fromEnd = from === 'end'
  let bytes = 0
  let fit = 0
  while (fit < messages.length && fit < limits.pageMessages) {
    const message = messages[fromEnd ? messages.length - 1 - fit : fit]
    bytes += Buffer.byteLength(JSON.stringify(message?.body))
    if (fit > 0 && bytes > limits.pageBytes) break
    fit += 1
  }
  return fromEnd ? messages.slice(messages.length - fit) : messages.slice(0, fit)
}
