import { isSameDay, when } from '../../lib/when'
import type { Line } from '../../messages/line'

/** Milliseconds of silence after which the next message stands under the time. */
export const pauseMs = 300_000

/** A line as the list draws it: the line, and what its neighbour above makes of it. */
export interface Row extends Line {
  /** Its place among all lines that ever were, so that its id in the view never changes. */
  at: number
  /** The time, where somebody would ask for it: after a pause, and when a day begins. */
  when?: string
  /** The first of its day. */
  newDay?: true
  /** The unread divider stands above it. */
  unread?: true
  /** By the same person as the line above, and close to it: it needs no name or face again. */
  joined?: true
  /** An own recalled line whose text this phone still knows. */
  editable?: true
}

export interface RowContext {
  now: number
  /** The key of the first line that was unread when the room was opened. */
  unread: string
  /** Keys of recalled lines whose text can be had back. */
  editable: { has(key: string): boolean }
}

/** The row of a line that stands behind `before`. */
export function rowOf(line: Line, before: Line | undefined, at: number, context: RowContext): Row {
  const newDay = before === undefined || !isSameDay(before.time, line.time)
  const isPaused = newDay || line.time - before.time > pauseMs
  const unread = line.key === context.unread
  const joined = !isPaused && !unread && before.from.id === line.from.id && bubbles(before) && bubbles(line)
  return {
    ...line,
    at,
    ...(isPaused && { when: when(line.time, context.now) }),
    ...(newDay && { newDay }),
    ...(unread && { unread }),
    ...(joined && { joined }),
    ...(line.kind === 'recalled' && context.editable.has(line.key) && { editable: true as const }),
  }
}

/** A recalled line is a note in the middle, not a bubble. */
const bubbles = (line: Line): boolean => line.kind !== 'recalled'
