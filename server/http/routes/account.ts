import { Type } from 'typebox'
import { type BodyOf, tidyLogin } from '#protocol'
import { changePassword } from '../../accounts/change-password'
import { keepGuest } from '../../accounts/keep'
import { accountOwner } from '../authentication'
import { exactly } from '../exactly'
import { limitAddress } from '../limits'
import type { HttpOptions } from '../options'
import { originOf } from '../origin'
import { HttpProblem, withBody, withToken } from '../problems'
import { renewed } from '../renewed'
import { responses } from '../responses'
import { login, password, signedIn } from '../schemas'
import { type Routes, security } from '../typed-fastify'

/** How one signs in: a guest keeps the account, a password is changed. The session goes on. */
export function accountRoutes(http: Routes, options: HttpOptions): void {
  const { ports, sessions } = options
  const weak = ['bad-password', 'common-password'] as const

  const keeping = {
    summary: 'A guest gets a login name and a password, and keeps the account',
    security,
    body: exactly<BodyOf<'POST /api/me/keep'>>()(Type.Object({ name: login, password })),
    response: responses(
      { 200: signedIn },
      ...withToken,
      ...withBody,
      'bad-name',
      ...weak,
      'name-taken',
      'not-a-guest',
      'ticket-session',
    ),
  }
  http.post('/api/me/keep', { schema: keeping }, async (request) => {
    const { person } = accountOwner(request)
    await limitAddress('newAccount', request, options)
    const { name, password } = request.body
    const { address } = originOf(request)
    const chosen = { login: tidyLogin(name), password, address }
    const problem = await keepGuest(person, chosen, ports, sessions)
    if (problem) throw new HttpProblem(problem.problem, problem)
    return renewed(request, options)
  })

  const changing = {
    summary: 'Change the password; all other sessions are signed out',
    security,
    body: exactly<BodyOf<'POST /api/me/password'>>()(Type.Object({ current: password, password })),
    response: responses(
      { 200: signedIn },
      ...withToken,
      ...withBody,
      ...weak,
      'wrong-password',
      'no-password',
      'ticket-session',
    ),
  }
  http.post('/api/me/password', { schema: changing }, async (request) => {
    const identity = accountOwner(request)
    await limitAddress('signIn', request, options)
    const { address } = originOf(request)
    const problem = await changePassword(identity, { ...request.body, address }, ports, sessions)
    if (problem) throw new HttpProblem(problem.problem, problem)
    return renewed(request, options)
  })
}
