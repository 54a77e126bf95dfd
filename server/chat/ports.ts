import type { IceServer, ServerFrame } from '#protocol'
import type { State } from '../state/state'
import type { Store } from '../store/store'
import type { People } from './people'

/** What the domain needs from outside. Time and chance come in here, so that a test can control them. */
export interface Ports {
  store: Store
  state: State
  people: People
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds of a monotonic clock: for how long something took, or has to wait. */
  elapsed(): number
  /** A new random id that cannot be guessed: 10 lower-case letters and digits, none mistaken for another. */
  newId(): string
  /** Milliseconds within which one's own text may be edited; 0 where none may. */
  editMs: number
  /** Removes the files of the uploads that are marked for deletion, soon. */
  sweepMedia(): void
  /** Servers that help this person to reach others in a call, with what lets them in for some minutes. */
  iceServers(person: string): IceServer[]
}

/** A key that everyone in a room has for a while. */
export interface RoomKey {
  /** Its name on the wire. */
  readonly id: string
  readonly room: string
  readonly secret: Buffer
}

/**
 * Frames encoded once for everybody who gets them, in both forms in which sockets take them. The domain only
 * passes them on.
 */
export interface EncodedFrames {
  /** How many frames these are. */
  readonly count: number
  /** The bytes for a socket that does not seal. */
  readonly plain: Uint8Array
  /** The bytes for one that does. */
  readonly sealed: Uint8Array
  /** The keys that open `sealed`: a socket is given those that it lacks first. */
  readonly keys: readonly RoomKey[]
}

/** How the live rooms send: given by the transport, which alone knows what a frame on a socket looks like. */
export interface Wire {
  /** A frame for people in, or of, a room. */
  encode(frame: ServerFrame, room: string): EncodedFrames
  /** The same frames in one piece, in their order. */
  join(parts: EncodedFrames[]): EncodedFrames
  /** A person has left the room for good: they must not be able to open what is encoded from now on. */
  renew(room: string): void
  /**
   * Calls back when everything that has arrived by now was handled, before any socket is written.
   * What gathers until then shares one write per socket.
   */
  gather(flush: () => void): void
}

/** What the transport is told, to count it. */
export interface Meter {
  appended(messages: number, seconds: number): void
  delivered(frames: number): void
}
