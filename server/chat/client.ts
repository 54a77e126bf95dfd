import type { Close, Person, Port, ServerFrame } from '#protocol'
import type { EncodedFrames } from './ports'

/** One connection of a person, as the domain sees it. */
export interface Client {
  readonly id: string
  readonly port: Port
  /** The session of the token it came with: signing out ends it. */
  readonly session: string
  /** As others see them now. */
  person: Person
  /** The rooms it is in; each holds the room's hub. */
  readonly entered: Set<string>
  /** The rooms it hears of without being in them; each holds the room's hub. */
  readonly watched: Set<string>
  /** The invitations it was told of. */
  readonly linked: Set<string>
  /** Its socket is gone: nothing that is begun now may keep it anywhere. */
  readonly closed: boolean
  /** When it last told a room that it types; on the monotonic clock. */
  typed?: number
  /** The call in which it takes part, or did last. */
  call?: string
  /** Since when its line is dead, by the clock, where that was found out later. */
  lostAt?: number
  send(frame: ServerFrame): void
  /** Sends frames that were encoded for many. */
  push(frames: EncodedFrames): void
  close(close: Close): void
}
