import type { FastifyInstance } from 'fastify'
import { parseHost } from '../net/hosts'
import type { HttpOptions } from './options'
import { HttpProblem } from './problems'

type KnownHost = HttpOptions['knownHost']

/**
 * Answers to the server's own names alone. Only `Host` counts: a proxy hands it on, and everybody can send an `X-Forwarded-Host`.
 */
export function onlyKnownHosts(http: FastifyInstance, { knownHost }: HttpOptions): void {
  http.addHook('onRequest', async ({ headers: { host } }) => {
    const problem = hostProblem(host, knownHost)
    if (problem) throw problem
  })
}

/** What is wrong with a `Host` header. A request without it (HTTP/1.0) claims no name and comes from no browser. */
export function hostProblem(host: string | undefined, knownHost: KnownHost): HttpProblem | undefined {
  if (host === undefined || knownHost(host)) return undefined
  return parseHost(host)
    ? new HttpProblem('unknown-host')
    : new HttpProblem('bad-request', { detail: 'The Host header is no host.' })
}
