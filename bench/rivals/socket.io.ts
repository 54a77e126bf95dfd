import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { announce, sample } from '../servers/announce'

/** Socket.IO at its best: WebSocket alone, no compression, no pings within the time of a run. */
const http = createServer()
const server = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  pingInterval: 3_600_000,
})
server.on('connection', (socket) => {
  socket.on('message', ({ id, body }) => server.emit('message', { ...sample, id, body }))
})
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => announce(http))
