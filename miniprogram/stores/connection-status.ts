import type { SocketStatus } from '../session/connection-state'
import type { Observable } from './observable'

export type { SocketStatus } from '../session/connection-state'

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
