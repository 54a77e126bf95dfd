import type { ServerFrame } from '#protocol'
import type { State } from '../state/state'
import type { Store } from '../store/store'
import type { People } from './people'

/** What the domain needs of the world. Time and chance come in here, so that a test can hold them still. */
export interface Ports {
  store: Store
  state: State
  people: People
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds of a clock that nobody sets: for how long something took, or has to wait. */
  elapsed(): number
  /** A new id that nobody can guess: 10 lower-case letters and digits, none mistaken for another. */
  newId(): string
  /** Removes the files of the uploads that are marked for deletion, soon. */
  sweepMedia(): void
}

/** Frames made ready to be written to a socket: built once, given to everyone who gets them. */
export interface Ready {
  readonly bytes: Uint8Array
  /** How many frames these are. */
  readonly frames: number
}

/** How the live rooms send: given by the transport, which alone knows what a frame on a socket looks like. */
export interface Wire {
  /** A frame for people in, or of, a room. */
  encode(frame: ServerFrame, room: string): Ready
  join(parts: Ready[]): Ready
  /** Somebody is not of the room any more: what is encoded from now on is not for them. */
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
