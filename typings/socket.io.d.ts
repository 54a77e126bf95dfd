/** As much of Socket.IO as the bench uses: types are checked where it is not installed, too. */
declare module 'socket.io' {
  import type { Server as HttpServer } from 'node:http'

  interface Socket {
    on(event: 'message', listener: (message: { id: string; body: string }) => void): void
  }

  export class Server {
    constructor(
      http: HttpServer,
      options: { transports: 'websocket'[]; perMessageDeflate: boolean; pingInterval: number },
    )
    on(event: 'connection', listener: (socket: Socket) => void): void
    emit(event: string, message: object): void
  }
}
