import type { Observable } from './observable'

/**
 * - `offline`: the phone has no network. `connecting`: on the way. `open`: all is well.
 * - `waiting`: the server could not be reached, tried again by itself at `retryAt`.
 * - `signedOut`: the server does not take the token any more: sign in again.
 * - `refused`: the server told this program not to come back by itself (`code`); `reconnect()` tries again.
 */
export type LinkState = 'offline' | 'connecting' | 'open' | 'waiting' | 'signedOut' | 'refused'

export interface SocketStatus {
  state: LinkState
  /** Of `waiting`: milliseconds since 1970, this phone's clock. */
  retryAt?: number
  /** Of `refused`: the close code. */
  code?: number
}

/** How the two connections stand. `state` is the worse of both: what a banner shows. */
export interface ConnectionStatus extends SocketStatus {
  group: SocketStatus
  direct: SocketStatus
  /** The phone's storage is full: unsent messages are in memory alone. */
  storageFull: boolean
}

export interface ConnectionStore extends Observable<ConnectionStatus> {
  /** Tries at once what would be tried later (a tap on the banner). */
  reconnect(): void
}
