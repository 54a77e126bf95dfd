import { hasLine } from '#protocol'
import type { Line } from '../store/store'
import { type Refusal, refuse } from './answer'
import { seenBy } from './audience'
import { readerOf } from './hidden'
import { messageOf } from './messages'
import { stranger } from './people'

/** Why nothing can be put on a line by this person: to them no message is there, or it was taken back. */
export function objectionTo(line: Line | undefined, person: string): Refusal | undefined {
  if (!line) return refuse('unknown-message')
  const seen = seenBy(readerOf(person), messageOf(line, stranger(line.from)))
  if (seen.kind === 'recalled') return refuse('already-recalled')
  return hasLine(seen) ? undefined : refuse('unknown-message')
}
