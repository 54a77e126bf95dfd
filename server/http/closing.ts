import type { FastifyInstance } from 'fastify'

/** Milliseconds for which requests that have begun may go on while the server closes. */
const patienceMs = 3_000

/** Lets no request that drips in hold up the end: what is not answered by then is cut. */
export function closeInTime(http: FastifyInstance): void {
  http.addHook('preClose', async () => {
    setTimeout(() => http.server.closeAllConnections(), patienceMs).unref()
  })
}
