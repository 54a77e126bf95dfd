import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { announce, sample } from './announce'

/** What a tutorial shows: each message is made a text and a frame for each member anew. */
const http = createServer()
const server = new WebSocketServer({ server: http })
server.on('connection', (socket: WebSocket) => {
  socket.on('message', (data) => {
    const { id, body } = JSON.parse(String(data))
    for (const client of server.clients) client.send(JSON.stringify({ ...sample, id, body }))
  })
})
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => announce(http))
