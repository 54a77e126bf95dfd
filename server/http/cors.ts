import type { FastifyInstance } from 'fastify'
import type { HttpOptions } from './options'

/** Seconds for which a browser need not ask again. */
const remembered = '600'

/**
 * Lets pages of allowed origins read the answers (the Fetch standard, "CORS protocol"). No cookies: the
 * token in `Authorization` is all that counts, and a page of another origin does not have it.
 */
export function allowOrigins(http: FastifyInstance, { allowedOrigin }: HttpOptions): void {
  http.addHook('onRequest', async (request, reply) => {
    reply.header('vary', 'Origin')
    const { origin } = request.headers
    if (origin === undefined || !allowedOrigin(origin, request.host)) return
    reply.header('access-control-allow-origin', origin)
    reply.header('access-control-expose-headers', 'Retry-After, Content-Range')
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return
    reply.header('access-control-allow-methods', 'GET, POST, PATCH, PUT, DELETE')
    reply.header('access-control-allow-headers', 'Authorization, Content-Type, Seal')
    reply.header('access-control-max-age', remembered)
    return reply.status(204).send()
  })
}
