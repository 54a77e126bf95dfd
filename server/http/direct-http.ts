import { createServer, type Server, STATUS_CODES } from 'node:http'
import { paths } from '#protocol'
import type { Tarpit } from '../net/tarpit'
import { hostProblem } from './known-hosts'
import { problemBody } from './problems'
import { patience, refuseUnreadable } from './unreadable'

/** The HTTP server under the 1v1 port: it answers upgrades, and tells everything else where to go. */
export function directHttp(knownHost: (host: string) => boolean, tarpit: Tarpit): Server {
  const server = createServer(patience, ({ headers, url }, response) => {
    const foreign = hostProblem(headers.host, knownHost)
    if (!foreign && url === '/healthz') return response.end('ok')
    const problem = foreign ? problemBody(foreign) : elsewhere(url)
    response.writeHead(problem.status, {
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
      ...(problem.status === 426 ? { upgrade: 'websocket' } : {}),
    })
    return response.end(JSON.stringify(problem))
  })
  server.on('clientError', refuseUnreadable(tarpit))
  return server
}

/** A problem that this port alone has: nothing but its socket is here. */
function elsewhere(url = '') {
  const status = url.startsWith(paths.direct) ? 426 : 404
  const code = status === 426 ? 'upgrade-needed' : 'not-found'
  const detail = `This port has the 1v1 socket at ${paths.direct}, and nothing else.`
  return { type: `urn:problem:${code}`, title: STATUS_CODES[status], status, detail, code }
}
