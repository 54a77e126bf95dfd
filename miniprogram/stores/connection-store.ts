import type { Port } from '../protocol/index'
import type { ConnectionState, SocketStatus } from '../session/connection-state'
import type { ConnectionStatus, ConnectionStore } from './connection-status'
import { observable } from './observable'

/** From the best to the worst: a banner shows the worse of the two connections. */
const order: readonly ConnectionState[] = ['open', 'connecting', 'waiting', 'offline', 'refused', 'signedOut']

const closed: SocketStatus = { state: 'signedOut' }

/** How both connections stand, and whether the phone has room for what is on its way. */
export class ConnectionWatch implements ConnectionStore {
  reconnect: () => void = () => {}
  readonly #status = observable<ConnectionStatus>(combined(closed, closed, false))

  get = () => this.#status.get()
  subscribe = (listener: (status: ConnectionStatus) => void) => this.#status.subscribe(listener)

  saw(port: Port, status: SocketStatus): void {
    const { group, direct, storageFull } = this.get()
    const next = { group, direct, [port]: status }
    this.#status.set(combined(next.group, next.direct, storageFull))
  }

  sawStorage(storageFull: boolean): void {
    if (storageFull !== this.get().storageFull) this.#status.set({ ...this.get(), storageFull })
  }
}

function combined(group: SocketStatus, direct: SocketStatus, storageFull: boolean): ConnectionStatus {
  const worse = order.indexOf(direct.state) > order.indexOf(group.state) ? direct : group
  return { ...worse, group, direct, storageFull }
}
