import type { Line } from '../../messages/line'
import { limits } from '../../protocol/index'

/** What somebody may do with a message. */
export type MessageAction =
  | 'copy'
  | 'reply'
  | 'forward'
  | 'favourite'
  | 'select'
  | 'edit'
  | 'pin'
  | 'unpin'
  | 'reactors'
  | 'recall'
  | 'unread'
  | 'hide'
  | 'retry'
  | 'delete'

/** What the room says of what may be done: within how many milliseconds a text may be edited, and which messages are pinned. */
export interface RoomRules {
  editMs: number
  pinned: readonly number[]
}

/** What the reader may do with a line now. */
export function actionsFor(line: Line, isOwner: boolean, now: number, rules: RoomRules): MessageAction[] {
  if (line.kind === 'recalled' || line.kind === 'unknown') return []
  // What the server has written can be put away, and that is all.
  if (line.kind === 'call') return ['select', 'unread', 'hide']
  const actions: MessageAction[] = line.media ? [] : ['copy']
  if (line.seq > 0) actions.push('reply', 'forward', ...changesOf(line, now, rules), 'favourite', 'select')
  if (line.seq > 0 && (isOwner || (line.mine && now - line.time < limits.recallMs))) actions.push('recall')
  if (line.seq > 0) actions.push('unread', 'hide')
  if (line.status === 'failed') actions.push('retry', 'delete')
  return actions
}

/** What the reader may do to what a message says, and to what stands at it. */
function changesOf(line: Line, now: number, rules: RoomRules) {
  const { seq, reactions } = line
  const actions: MessageAction[] = isEditable(line, now, rules) ? ['edit'] : []
  actions.push(rules.pinned.includes(seq) ? 'unpin' : 'pin')
  if (reactions && reactions.length > 0) actions.push('reactors')
  return actions
}

/** What was forwarded are the words of somebody else. */
function isEditable({ mine, kind, time, forwarded }: Line, now: number, { editMs }: RoomRules): boolean {
  return mine && kind === 'text' && !forwarded && now - time < editMs
}
