import type { FastifyInstance } from 'fastify'
import { parseHost } from '../net/hosts'
import type { HttpOptions } from './options'
import { HttpProblem } from './problems'

/**
 * Answers to the server's own names alone. Only `Host` counts: a proxy hands it on, and everybody can send an `X-Forwarded-Host`.
 * A request without it (HTTP/1.0) claims no name and comes from no browser.
 */
export function onlyKnownHosts(http: FastifyInstance, { knownHost }: HttpOptions): void {
  http.addHook('onRequest', async ({ headers: { host } }) => {
    if (host === undefined || knownHost(host)) return
    throw parseHost(host)
      ? new HttpProblem('unknown-host')
      : new HttpProblem('bad-request', { detail: 'The Host header is no host.' })
  })
}
