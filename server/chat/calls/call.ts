import type { CallMedia, CallOutcome } from '#protocol'

/** What somebody gives to the others. */
export interface Shares {
  muted: boolean
  camera: boolean
  screen: boolean
}

/** What everybody gives at first: a camera is on when it was said to be. */
export const atFirst: Shares = { muted: false, camera: false, screen: false }

/** Milliseconds that a server may be dead before the others know: the grace of who was on it began then. */
export const unnoticedMs = 10_000

/** The connection by which somebody takes part, and since when it is lost. */
export interface End extends Shares {
  connection: string
  /** The id of the `call` by which they came in: it may come again. */
  request?: string
  lost?: number
}

/** Whether they take part by this connection, and its line is there. */
export function isHere(end: End, connection: string): boolean {
  return end.connection === connection && end.lost === undefined
}

/** They are back, by this connection from now on. */
export function backBy<E extends End>({ lost: _, ...end }: E, connection: string) {
  return { ...end, connection }
}

export function givesSame(one: Shares, other: Shares): boolean {
  return one.muted === other.muted && one.camera === other.camera && one.screen === other.screen
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
  /** The one who is called has blocked who calls: it rings nowhere, and nothing is left of it to them. */
  unheard?: true
  state: CallState
}

/** Those of the two for whom the call is there. */
export function peopleOf({ from, to, unheard }: Call): string[] {
  return unheard ? [from] : [from, to]
}

/** The end of somebody who takes part; nothing for who is rung, and once it is over. */
export function endOf({ from, to, state }: Call, person: string): End | undefined {
  if (state.is === 'ended') return undefined
  if (person === from) return state.caller
  return state.is === 'talking' && person === to ? state.callee : undefined
}
