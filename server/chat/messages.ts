import type { Person } from '#protocol'
import { hasLine, limits } from '#protocol'
import type { Line } from '../store/store'
import type { RoomMessage } from './audience'
import { withoutEarlierWords } from './edits'
import { stranger } from './people'
import type { Ports } from './ports'

/** Lines of a room as they may be given out, with their authors. */
export async function messagesOf(
  room: string,
  lines: Line[],
  { store, people }: Pick<Ports, 'store' | 'people'>,
): Promise<RoomMessage[]> {
  const [told, authors] = await Promise.all([
    withoutEarlierWords(room, lines, store),
    people.many(lines.map((line) => line.from)),
  ])
  return told.map((line) => messageOf(line, authors.get(line.from) ?? stranger(line.from)))
}

/** A line without what is kept for moderators alone. */
export function messageOf({ edits, original: _, unheard, source, ...line }: Line, from: Person): RoomMessage {
  return {
    ...line,
    from,
    ...(source !== undefined && { forwarded: true }),
    ...(edits && { edited: edits.at(-1) ?? 0 }),
    ...(unheard && { unheard: { text: unheard.text, edited: unheard.edits.at(-1) ?? 0 } }),
  }
}

/** What one answer may hold. */
export interface Room {
  /** Messages that are shown; those that change others come on top of them. */
  shown: number
  lines: number
  bytes: number
}

/** What the answer to `enter`, and a page of history, may hold at most. */
export const wholePage: Room = {
  shown: limits.pageMessages,
  lines: limits.pageLines,
  bytes: limits.pageBytes,
}

/** Whether a message is shown as a line of its own. */
export type IsShown = (message: RoomMessage) => boolean

/**
 * How many of these messages one answer may hold, counted from the given end: long texts make a shorter page. It ends with
 * the last message that may be shown. At least one message, so that a reader always gets on.
 */
export function fitting(
  messages: readonly RoomMessage[],
  from: 'start' | 'end',
  isShown: IsShown = hasLine,
  room: Room = wholePage,
): RoomMessage[] {
  const fromEnd = from === 'end'
  let bytes = 0
  let shown = 0
  let fit = 0
  while (fit < Math.min(messages.length, room.lines) && shown < room.shown) {
    const message = messages[fromEnd ? messages.length - 1 - fit : fit]
    if (!message) break
    bytes += Buffer.byteLength(JSON.stringify(message.body))
    if (fit > 0 && bytes > room.bytes) break
    fit += 1
    if (isShown(message)) shown += 1
  }
  return fromEnd ? messages.slice(messages.length - fit) : messages.slice(0, fit)
}
