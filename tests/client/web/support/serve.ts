import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { WebSocketServer } from 'ws'
import { configMarker } from '../../../../web/build/build'

/** What the chat server will send with the page: no inline script, no inline style, no eval. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
}

export interface Served {
  url: string
  /** What version.json answers from now on. */
  build: string | undefined
  close(): Promise<void>
}

/** Serves a built web room with a strict policy, an echo for requests and one for sockets. */
export async function serve(folder: string, config: object): Promise<Served> {
  const served: Served = { url: '', build: undefined, close: async () => undefined }
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://here').pathname)
    response.setHeader('content-security-policy', policy)
    if (path === '/api/echo') {
      response.setHeader('content-type', 'application/json')
      request.pipe(response)
      return
    }
    const file = join(folder, path === '/' ? 'index.html' : path)
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    if (path === '/version.json' && served.build !== undefined)
      response.end(JSON.stringify({ build: served.build }))
    else if (path === '/') response.end(filledIn(file, config))
    else createReadStream(file).pipe(response)
  })
  const sockets = new WebSocketServer({ server, path: '/echo', handleProtocols: () => 'chat.v1' })
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(`echo ${String(data)}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  served.close = async () => {
    for (const socket of sockets.clients) socket.terminate()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return served
}

function filledIn(file: string, config: object): string {
  const json = JSON.stringify(config).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
  return readFileSync(file, 'utf8').replace(configMarker, () => json)
}
