import type { Port } from '../protocol/index'
import type { ConnectionState, SocketStatus } from '../session/connection-state'
import { Store } from './observable'

/** The state of the two connections. `state` is the worse of both: what a banner shows. */
export interface ConnectionStatus extends SocketStatus {
  group: SocketStatus
  direct: SocketStatus
  /** The phone's storage is full: unsent messages are in memory alone. */
  storageFull: boolean
}

/** From the best to the worst: a banner shows the worse of the two connections. */
const order: readonly ConnectionState[] = ['open', 'connecting', 'waiting', 'offline', 'refused', 'signedOut']

const closed: SocketStatus = { state: 'signedOut' }

export class ConnectionStore extends Store<ConnectionStatus> {
  /** Tries at once what would be tried later (a tap on the banner). */
  reconnect: () => void = () => {}

  constructor() {
    super(combined(closed, closed, false))
  }

  saw(port: Port, status: SocketStatus): void {
    const { group, direct, storageFull } = this.get()
    const next = { group, direct, [port]: status }
    this.set(combined(next.group, next.direct, storageFull))
  }

  sawStorage(storageFull: boolean): void {
    if (storageFull !== this.get().storageFull) this.set({ ...this.get(), storageFull })
  }
}

function combined(group: SocketStatus, direct: SocketStatus, storageFull: boolean): ConnectionStatus {
  const worse = order.indexOf(direct.state) > order.indexOf(group.state) ? direct : group
  return { ...worse, group, direct, storageFull }
}
