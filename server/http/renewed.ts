import type { FastifyRequest } from 'fastify'
import { identityOf } from './authentication'
import type { HttpOptions } from './options'
import { originOf } from './origin'
import { HttpProblem } from './problems'

/** A new token of the session that asks, and whose it is. */
export async function renewed(request: FastifyRequest, { sessions, ports }: HttpOptions) {
  const identity = identityOf(request)
  const user = await ports.people.get(identity.person)
  // The token outlived the account: another store, or an older copy of it.
  if (!user) throw new HttpProblem('not-signed-in')
  return { ...(await sessions.renew(identity, originOf(request))), user }
}
