/** Where a scanned code, a tapped card or an opened link leads. */
export type Destination =
  | { to: 'home' }
  /** A room they are a member of, or the lobby. */
  | { to: 'room'; room: string; from?: string }
  /** A room to join by its code; `room`, where it is given, opens for members whatever the code. */
  | { to: 'code'; code: string; room?: string; from?: string }
  | { to: 'person'; person: string }
  | { to: 'nowhere'; problem: JoiningProblem }

/**
 * - `unreadable`: no code of ours, or damaged or forged.
 * - `foreign`: a code of another program or another server.
 * - `expired`: it was ours, and its room has a new code or is gone.
 */
export type JoiningProblem = 'unreadable' | 'foreign' | 'expired'

/** What there is to open once the destination was followed. */
export type Arrival =
  | { open: 'home' }
  | { open: 'room'; room: string; kind: 'lobby' | 'group' | 'direct' }
  | { open: 'person'; person: string }
  /** Why (`explain(problem)`): a `JoiningProblem`, or a refusal such as `room-full`. */
  | { open: 'nowhere'; problem: string }
