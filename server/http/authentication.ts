import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Identity } from '../accounts/tokens'
import { limit } from './limits'
import type { HttpOptions } from './options'
import { HttpProblem } from './problems'

/** The token of an `Authorization: Bearer …` header; empty without one. */
export function bearer(request: FastifyRequest): string {
  return /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
}

/** Lets only people with a valid token to the routes that are added to this instance, and not too fast. */
export function onlySignedIn(http: FastifyInstance, options: HttpOptions): void {
  http.addHook('onRequest', async (request) => {
    request.identity = await options.sessions.verify(bearer(request))
    await limit('request', identityOf(request).person, options)
  })
}

/** Who asks, where a session by the ticket of a call is refused: it could make itself one that does not end with the call. */
export function accountOwner(request: FastifyRequest): Identity {
  const identity = identityOf(request)
  if (identity.until !== undefined) throw new HttpProblem('ticket-session')
  return identity
}

/** Who asks, on a route behind `onlySignedIn`. */
export function identityOf({ identity }: FastifyRequest): Identity {
  if (!identity) throw new HttpProblem('not-signed-in')
  return identity
}
