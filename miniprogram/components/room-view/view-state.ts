import { own } from '../../lib/own'
import type { Line } from '../../messages/line'
import type { Look } from '../../rooms/room'
import type { RoomHandle } from '../../rooms/room-handle'

interface RoomViewState {
  room?: RoomHandle
  isHidden: boolean
  /** The component is gone. */
  isOver: boolean
  /** What was in the view the last time. */
  look?: Look
  /** What is in the box while a message is edited. */
  rewording: string
  /** The messages that are ticked. */
  selected: readonly Line[]
}

/** What the view of a room keeps beside its data, for itself and for its behaviours. */
export const stateOf = own<RoomViewState>(() => ({
  isHidden: false,
  isOver: false,
  rewording: '',
  selected: [],
}))

export type EventOf<T extends object> = WechatMiniprogram.CustomEvent<T>
