import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { isLoopback } from '../../net/address'
import { bearer } from '../authentication'
import type { HttpOptions } from '../options'
import { HttpProblem } from '../problems'
import { media, responses } from '../responses'
import { type Routes, security } from '../typed-fastify'

/** Milliseconds that whatever the server stands on has to answer. */
const patienceMs = 2_000

const status = Type.Object({ status: Type.String() })

/** What those who run the server ask: does it live, may it be given work, what does it do. */
export function healthRoutes(http: Routes, { readiness, metrics, metricsToken }: HttpOptions): void {
  const healthz = { summary: 'The process lives', response: responses({ 200: status }) }
  http.get('/healthz', { schema: healthz }, async () => ({ status: 'alive' }))

  const readyz = { summary: 'The store and the state answer', response: responses({ 200: status }) }
  http.get('/readyz', { schema: readyz }, async (request) => {
    const reason = await Promise.race([readiness().then(() => undefined, reasonOf), tooLate()])
    if (reason === undefined) return { status: 'ready' }
    request.log.warn({ reason }, 'not ready')
    throw new HttpProblem('try-again', { detail: 'The server is not ready.' })
  })

  const measured = {
    summary: 'Metrics for Prometheus',
    description: 'For this machine itself, or with the token that the server is given in `METRICS_TOKEN`.',
    security,
    response: responses({ 200: media<string>('The metrics', 'text/plain') }, 'not-signed-in'),
  }
  http.get('/metrics', { schema: measured }, async (request, reply) => {
    if (!isLocal(request) && !isToken(bearer(request), metricsToken)) throw new HttpProblem('not-signed-in')
    reply.type(metrics.contentType)
    return metrics.text()
  })
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function tooLate(): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(`no answer within ${patienceMs} ms`), patienceMs).unref()
  })
}

/** From this machine and not through a proxy on it, which speaks for the whole world. */
function isLocal({ ip, headers }: FastifyRequest): boolean {
  return isLoopback(ip) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
}

function isToken(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return token !== '' && timingSafeEqual(digest(given), digest(token))
}
