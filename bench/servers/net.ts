import { createHash } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { encode } from '../../server/wire/frames'
import { announce, sample } from './announce'

/**
 * The least that Node can do: for each frame that comes, the same ready frame to everyone; what comes in
 * one turn of the event loop goes out in one write. It reads no JSON, knows nobody and keeps nothing.
 */
const members = new Set<Socket>()
const ready = Buffer.from(encode(sample))
let due = 0

function flush(): void {
  const piece = due === 1 ? ready : Buffer.concat(Array.from({ length: due }, () => ready))
  due = 0
  for (const member of members) member.write(piece)
}

function hear(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    const short = (bytes[at + 1] ?? 0) & 0x7f
    at += short === 126 ? 8 + bytes.readUInt16BE(at + 2) : 6 + short
    if (due === 0) setImmediate(flush)
    due += 1
  }
}

function upgrade(socket: Socket, request: string): void {
  const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1] ?? ''
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  members.add(socket)
  socket.on('data', hear)
}

const server = createServer({ noDelay: true }, (socket) => {
  socket.once('data', (request) => upgrade(socket, String(request)))
  socket.on('error', () => undefined)
  socket.on('close', () => members.delete(socket))
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => announce(server))
