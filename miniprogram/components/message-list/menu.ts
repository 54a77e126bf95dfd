import { limits } from '../../protocol/index'
import type { Line } from '../../rooms/line'

/** What somebody may do with a message. */
export type Deed = 'copy' | 'reply' | 'recall' | 'retry' | 'delete'

/** What the reader may do with a line now. */
export function deedsFor(line: Line, isOwner: boolean, now: number): Deed[] {
  if (line.kind === 'recalled' || line.kind === 'unknown') return []
  const deeds: Deed[] = line.media ? [] : ['copy']
  if (line.seq > 0) deeds.push('reply')
  if (line.seq > 0 && (isOwner || (line.mine && now - line.time < limits.recallMs))) deeds.push('recall')
  if (line.status === 'failed') deeds.push('retry', 'delete')
  return deeds
}
