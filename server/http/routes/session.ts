import { Type } from 'typebox'
import { identityOf } from '../authentication'
import type { HttpOptions } from '../options'
import { HttpProblem, withToken } from '../problems'
import { responses } from '../responses'
import { signedIn } from '../schemas'
import { type Routes, security } from '../typed-fastify'

/** Going on with a session, and ending it. */
export function sessionRoutes(http: Routes, { sessions, ports }: HttpOptions): void {
  const renewing = {
    summary: 'A new token of the same session',
    security,
    response: responses({ 200: signedIn }, ...withToken),
  }
  http.post('/api/renew', { schema: renewing }, async (request) => {
    const identity = identityOf(request)
    const user = await ports.people.get(identity.person)
    if (!user) throw new HttpProblem('not-signed-in')
    return { token: await sessions.renew(identity), user }
  })

  const leaving = {
    summary: 'Sign out: every token of the session is void, its sockets are closed',
    security,
    response: responses({ 204: Type.Null({ description: 'Signed out' }) }, ...withToken),
  }
  http.post('/api/logout', { schema: leaving }, async (request, reply) => {
    await sessions.revoke(identityOf(request))
    return reply.status(204).send(null)
  })
}
