import type { Line } from '../../messages/line'
import { limits } from '../../protocol/index'

/** What somebody may do with a message. */
export type MessageAction = 'copy' | 'reply' | 'recall' | 'retry' | 'delete'

/** What the reader may do with a line now. */
export function actionsFor(line: Line, isOwner: boolean, now: number): MessageAction[] {
  if (line.kind === 'recalled' || line.kind === 'unknown') return []
  const actions: MessageAction[] = line.media ? [] : ['copy']
  if (line.seq > 0) actions.push('reply')
  if (line.seq > 0 && (isOwner || (line.mine && now - line.time < limits.recallMs))) actions.push('recall')
  if (line.status === 'failed') actions.push('retry', 'delete')
  return actions
}
