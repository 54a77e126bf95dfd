import type { Message } from '#protocol'
import { hasLine, limits } from '#protocol'
import { type RoomMessage, seenBy, showsLine } from './audience'
import { hiddenOf } from './hidden'
import { fitting, messagesOf, type Room, wholePage } from './messages'
import type { Ports } from './ports'
import { withReactors } from './reactions'

/** Where a page lies: before a `seq`, after one, around one, or at the newest end. One of the three at most. */
export interface Where {
  before?: number
  after?: number
  around?: number
  limit?: number
}

/** Messages in order; `more`: there are further ones in the direction that was asked; `moreAfter`: around a message, behind it. */
export interface Page {
  messages: Message[]
  more: boolean
  moreAfter?: boolean
}

type Stretch = { messages: RoomMessage[]; more: boolean; hidden: ReadonlySet<number> }
type Direction = { before: number } | { after: number }

/**
 * A page of a room as its reader sees it, the oldest message first. A limit beyond the greatest is taken as the greatest;
 * that the reader is a member is checked before. Nothing where a page around a message is asked for that is not there.
 */
export async function pageOf(
  room: string,
  reader: string,
  where: Where,
  ports: Ports,
): Promise<Page | undefined> {
  const shown = Math.min(where.limit ?? limits.pageDefault, limits.pageMessages)
  const { before = Number.MAX_SAFE_INTEGER, after, around } = where
  const page =
    around === undefined
      ? await stretchOf(
          room,
          after === undefined ? { before } : { after },
          { ...wholePage, shown },
          reader,
          ports,
        )
      : await pageAround(room, around, shown, reader, ports)
  if (!page) return undefined
  const { hidden, ...rest } = page
  const messages = await withReactors(room, page.messages, ports.store)
  return { ...rest, messages: messages.map((message) => seenBy({ person: reader, hidden }, message)) }
}

/** As many before it as behind it; each side has half of what a page may hold. */
async function pageAround(
  room: string,
  seq: number,
  shown: number,
  reader: string,
  ports: Ports,
): Promise<(Stretch & { moreAfter: boolean }) | undefined> {
  const beside = Math.floor((shown - 1) / 2)
  const half = { lines: wholePage.lines / 2, bytes: wholePage.bytes / 2 }
  const [older, newer] = await Promise.all([
    stretchOf(room, { before: seq }, { ...half, shown: beside }, reader, ports),
    stretchOf(room, { after: seq - 1 }, { ...half, shown: beside + 1 }, reader, ports),
  ])
  if (newer.messages.length === 0) return undefined
  const hidden = new Set([...older.hidden, ...newer.hidden])
  const messages = [...older.messages, ...newer.messages]
  return { messages, hidden, more: older.more, moreAfter: newer.more }
}

/** The messages beside a place, as many as there is room for; to a reader, or without one, to everybody. `hidden`: from the reader. */
export async function stretchOf(
  room: string,
  where: Direction,
  most: Room,
  reader: string | undefined,
  ports: Pick<Ports, 'store' | 'people'>,
): Promise<Stretch> {
  const forward = 'after' in where
  let messages: RoomMessage[] = []
  const hidden = new Set<number>()
  const isShown = (message: RoomMessage) =>
    reader === undefined ? hasLine(message) : showsLine({ person: reader, hidden }, message)
  // One more than wanted tells whether there are more. Mostly all are shown; where they are not, more and more are read.
  for (let step = most.shown + 1; ; step *= 2) {
    const wanted = Math.min(step, most.lines + 1 - messages.length)
    const lines = await readOn(room, where, messages, wanted, ports)
    const read = await messagesOf(room, lines, ports)
    if (reader !== undefined) for (const seq of await hiddenOf(room, reader, read, ports)) hidden.add(seq)
    messages = forward ? [...messages, ...read] : [...read, ...messages]
    const fit = fitting(messages, forward ? 'start' : 'end', isShown, most)
    const isFull = fit.length < messages.length
    if (isFull || lines.length < wanted) return { messages: fit, more: isFull, hidden }
  }
}

function readOn(
  room: string,
  where: Direction,
  known: RoomMessage[],
  limit: number,
  { store }: Pick<Ports, 'store'>,
) {
  if ('after' in where) return store.messages.after(room, known.at(-1)?.seq ?? where.after, limit)
  return store.messages.before(room, known[0]?.seq ?? where.before, limit)
}
