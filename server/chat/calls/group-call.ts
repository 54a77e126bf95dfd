import type { CallMedia } from '#protocol'
import type { End } from './call'

/** Somebody who takes part in the call of a group, by one of their connections. */
export interface Participant extends End {
  person: string
  /** The `id` of the frame with which they came: the same one again is theirs, by whichever connection. */
  frame: string
  muted: boolean
  camera: boolean
  screen: boolean
}

/** The call of a group, from the first who comes to the last who goes. Times are milliseconds by one clock. */
export interface GroupCall {
  id: string
  room: string
  /** Who began it. */
  from: string
  media: CallMedia
  began: number
  /** In the order in which they came. */
  people: Participant[]
  /** For how long it went on; without it, it goes on. */
  seconds?: number
}
