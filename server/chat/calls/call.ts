import type { CallMedia, CallOutcome } from '#protocol'

/** The connection by which somebody takes part, and since when it is lost. */
export interface End {
  connection: string
  lost?: number
}

export type CallState =
  | { is: 'ringing'; caller: End }
  | { is: 'talking'; since: number; caller: End; callee: End }
  | { is: 'ended'; outcome: CallOutcome; seconds: number }

/** A call of one person to another, from its first ring on. Times are milliseconds by one clock. */
export interface Call {
  id: string
  /** The room of the two. */
  room: string
  from: string
  to: string
  media: CallMedia
  began: number
  state: CallState
}
