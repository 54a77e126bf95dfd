import { Type } from 'typebox'
import type { AccountKind, AnswerOf } from '#protocol'
import { accountOwner, identityOf } from '../authentication'
import { exactly } from '../exactly'
import type { HttpOptions } from '../options'
import { HttpProblem, withToken } from '../problems'
import { renewed } from '../renewed'
import { responses } from '../responses'
import { session, signedIn } from '../schemas'
import { type Routes, security } from '../typed-fastify'

const kind = Type.Enum(['guest', 'password', 'wechat'] satisfies AccountKind[], {
  description: 'How one signs in.',
})
const done = (description: string) => ({ 204: Type.Null({ description }) })

/** Going on with a session, and ending it. */
export function sessionRoutes(http: Routes, options: HttpOptions): void {
  const { sessions } = options
  const renewing = {
    summary: 'A new token of the same session',
    security,
    response: responses({ 200: signedIn }, ...withToken),
  }
  http.post('/api/renew', { schema: renewing }, (request) => renewed(request, options))

  const leaving = {
    summary: 'Sign out: every token of the session is void, its sockets are closed',
    security,
    response: responses(done('Signed out'), ...withToken),
  }
  http.post('/api/logout', { schema: leaving }, async (request, reply) => {
    await sessions.revoke(identityOf(request))
    return reply.status(204).send(null)
  })
  deviceRoutes(http, options)
}

/** Where else one is signed in. */
function deviceRoutes(http: Routes, { ports, sessions }: HttpOptions): void {
  const all = exactly<AnswerOf<'GET /api/me/sessions'>>()(
    Type.Object({ sessions: Type.Array(session), account: Type.Optional(kind) }),
  )
  const listing = {
    summary: 'Where one is signed in, last seen first',
    security,
    response: responses({ 200: all }, ...withToken),
  }
  http.get('/api/me/sessions', { schema: listing }, async (request) => {
    const identity = identityOf(request)
    const credential = await ports.store.accounts.credentialOf(identity.person)
    return { sessions: await sessions.list(identity), ...(credential && { account: credential.kind }) }
  })

  const ending = {
    summary: 'Sign one of one’s own sessions out',
    security,
    params: Type.Object({ id: Type.String({ pattern: '^[\\w.-]{1,64}$' }) }),
    response: responses(done('Signed out'), ...withToken, 'unknown-session', 'ticket-session'),
  }
  http.delete('/api/me/sessions/:id', { schema: ending }, async (request, reply) => {
    if (!(await sessions.end(accountOwner(request), request.params.id)))
      throw new HttpProblem('unknown-session')
    return reply.status(204).send(null)
  })

  const endingOthers = {
    summary: 'Sign all of one’s sessions out but the one that asks',
    security,
    response: responses(done('Signed out'), ...withToken, 'ticket-session'),
  }
  http.delete('/api/me/sessions', { schema: endingOthers }, async (request, reply) => {
    await sessions.endOthers(accountOwner(request))
    return reply.status(204).send(null)
  })
}
