/**
 * - `offline`: the phone has no network. `connecting`: on the way. `open`: all is well.
 * - `waiting`: the server could not be reached; tried again by itself at `retryAt`.
 * - `signedOut`: nobody is signed in, or the server does not take the token any more.
 * - `refused`: the server told this program not to come back by itself (`code`).
 */
export type ConnectionState = 'offline' | 'connecting' | 'open' | 'waiting' | 'signedOut' | 'refused'

/** How one of the two connections stands. */
export interface SocketStatus {
  state: ConnectionState
  /** Of `waiting`: milliseconds since 1970, by this phone's clock. */
  retryAt?: number
  /** Of `refused`: the close code. */
  code?: number
}
