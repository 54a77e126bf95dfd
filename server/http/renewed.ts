import type { FastifyRequest } from 'fastify'
import { meOf } from '../chat/people'
import { identityOf } from './authentication'
import type { HttpOptions } from './options'
import { originOf } from './origin'
import { HttpProblem } from './problems'

/** A new token of the session that asks, and whose it is. */
export async function renewed(request: FastifyRequest, { sessions, ports }: HttpOptions) {
  const identity = identityOf(request)
  const account = await ports.store.accounts.get(identity.person)
  const user = account && meOf(account)
  // The token outlived the account: another store, or an older copy of it.
  if (!user) throw new HttpProblem('not-signed-in')
  return { ...(await sessions.renew(identity, originOf(request))), user }
}
