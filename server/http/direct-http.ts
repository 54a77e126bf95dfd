import { createServer, type Server, STATUS_CODES } from 'node:http'
import { paths } from '#protocol'
import { patience, refuseUnreadable } from './unreadable'

/** The HTTP server under the 1v1 port: it answers upgrades, and tells everything else where to go. */
export function directHttp(): Server {
  const server = createServer(patience, (request, response) => {
    if (request.url === '/healthz') return response.end('ok')
    const status = request.url?.startsWith(paths.direct) ? 426 : 404
    response.writeHead(status, {
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
      ...(status === 426 ? { upgrade: 'websocket' } : {}),
    })
    const code = status === 426 ? 'upgrade-needed' : 'not-found'
    const detail = `This port has the 1v1 socket at ${paths.direct}, and nothing else.`
    const title = STATUS_CODES[status]
    return response.end(JSON.stringify({ type: `urn:problem:${code}`, title, status, detail, code }))
  })
  server.on('clientError', refuseUnreadable)
  return server
}
