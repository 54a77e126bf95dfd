import type { HttpAnswer, HttpRequest } from '../../miniprogram/api/http'
import type { Port } from '../../miniprogram/protocol/index'
import type { Socket, SocketEvents } from '../../miniprogram/session/ports'

/** The far end as a phone's network reaches it: a server in memory, or a real one. */
export interface Wire {
  /** Where sockets and requests go: what is handed to the program as its addresses. */
  readonly addresses: Record<Port, string>
  dial(url: string, protocols: string[], events: SocketEvents): Socket
  /** Rejects when there is no server. */
  request(request: HttpRequest): Promise<HttpAnswer>
}
