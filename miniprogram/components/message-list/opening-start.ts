import { isToRead } from '../../messages/line'
import type { Opening } from '../../rooms/room'

/** px above the unread line that stay in sight when the room opens at it. */
const headroom = 24

/** Where a list that is opened begins. */
interface Start {
  /** The line that is shown first; -1: the newest. */
  index: number
  /** px left free above it in a view of this height. */
  space(view: number): number
  /** The key of the line above which the unread line stands; empty where there is none. */
  divider: string
  /** How many lines were unread. */
  unread: number
}

export function startOf({ lines, more, read, unread, place }: Opening): Start {
  const first = lines.findIndex((line) => isToRead(line) && line.seq > read)
  // Of lines that begin after what was read the first need not be the first unread one.
  const isFirst = first > 0 || !more || lines[0]?.seq === read + 1
  const index = isFirst && (unread > 0 || read > 0) ? first : -1
  // With nothing above it the unread line says nothing.
  const divider = index > 0 || more ? (lines[index]?.key ?? '') : ''
  const count = index < 0 ? 0 : Math.max(unread, lines.slice(index).filter(isToRead).length)
  const start = { divider, unread: count }
  if (place === 'newest') return { ...start, index: -1, space: () => 0 }
  if (place === 'unread') return { ...start, index, space: () => headroom }
  const { seq, top } = place
  return { ...start, index: lines.findIndex((line) => line.seq >= seq), space: (view) => top ?? view / 3 }
}
