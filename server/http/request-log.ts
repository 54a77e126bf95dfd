import type { FastifyInstance } from 'fastify'
import type { HttpOptions } from './options'

/** Characters of a path that are logged. */
const pathLength = 200

/**
 * One line of the level `debug` and one measurement for each answer. Headers, bodies and queries stay out: they hold tokens,
 * passwords and codes.
 */
export function logRequests(http: FastifyInstance, { metrics }: HttpOptions): void {
  http.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const status = reply.statusCode
    const ms = Math.round(reply.elapsedTime)
    // Addresses that strangers make up must not each become a series of their own.
    metrics.answered(method, request.routeOptions.url ?? 'unknown', status, reply.elapsedTime / 1_000)
    const path = request.url.split('?', 1)[0]?.slice(0, pathLength)
    request.log.debug({ method, path, status, ms, address: request.ip }, 'answered')
  })
}
