import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type AnswerOf, type BodyOf, tidyLogin } from '#protocol'
import { useTicket } from '../../accounts/call-ticket'
import { signInGuest } from '../../accounts/guest'
import type { SignIn } from '../../accounts/outcome'
import { signInPassword } from '../../accounts/password-login'
import { register } from '../../accounts/register'
import { signInWechat } from '../../accounts/wechat-login'
import { meOf } from '../../chat/people'
import { exactly } from '../exactly'
import { limitAddress } from '../limits'
import type { HttpOptions } from '../options'
import { originOf } from '../origin'
import { HttpProblem, withBody } from '../problems'
import { responses } from '../responses'
import { callId, wechatCode as code, login, password, signedIn } from '../schemas'
import type { Routes } from '../typed-fastify'

const name = Type.String({ description: 'What others see: 1 to 32 visible characters.' })

/** The ways to come in. Each answers with a token and the user. */
export function signInRoutes(http: Routes, options: HttpOptions): void {
  const { guestLogin, wechat } = options.signIn
  waysRoute(http, options)
  passwordRoutes(http, options)
  ticketRoute(http, options)

  const guest = {
    summary: 'Sign in by a name alone',
    body: exactly<BodyOf<'POST /api/login/guest'>>()(Type.Object({ name })),
    response: responses({ 200: signedIn }, ...withBody, 'bad-name', 'sign-in-off', 'too-fast'),
  }
  http.post('/api/login/guest', { schema: guest }, async (request) => {
    if (!guestLogin) throw new HttpProblem('sign-in-off')
    await limitAddress('newAccount', request, options)
    return enter(await signInGuest(request.body.name, options.ports), request, options)
  })

  const byWechat = {
    summary: 'Sign in by the code of `wx.login`',
    body: exactly<BodyOf<'POST /api/login/wechat'>>()(Type.Object({ code })),
    response: responses(
      { 200: signedIn },
      ...withBody,
      'bad-wechat-code',
      'wechat-refused',
      'sign-in-off',
      'too-fast',
      'wechat-unavailable',
    ),
  }
  http.post('/api/login/wechat', { schema: byWechat }, async (request) => {
    if (!wechat) throw new HttpProblem('sign-in-off')
    await limitAddress('signIn', request, options)
    return enter(await signInWechat(request.body.code, wechat, options.ports), request, options)
  })
}

function waysRoute(http: Routes, { signIn }: HttpOptions): void {
  const ways = exactly<AnswerOf<'GET /api/login'>>()(
    Type.Object({ guest: Type.Boolean(), password: Type.Boolean(), wechat: Type.Boolean() }),
  )
  const schema = { summary: 'Which ways to sign in are on', response: responses({ 200: ways }) }
  http.get('/api/login', { schema }, async () => {
    return { guest: signIn.guestLogin, password: true, wechat: signIn.wechat !== undefined }
  })
}

function passwordRoutes(http: Routes, options: HttpOptions): void {
  const body = exactly<BodyOf<'POST /api/register'> & BodyOf<'POST /api/login/password'>>()(
    Type.Object({ name: login, password }),
  )
  const registering = {
    summary: 'Make an account with a login name and a password',
    body,
    response: responses(
      { 200: signedIn },
      ...withBody,
      'bad-name',
      'bad-password',
      'common-password',
      'name-taken',
      'too-fast',
    ),
  }
  http.post('/api/register', { schema: registering }, async (request) => {
    await limitAddress('newAccount', request, options)
    const { name, password } = request.body
    return enter(await register({ login: tidyLogin(name), password }, options.ports), request, options)
  })

  const signingIn = {
    summary: 'Sign in by login name and password',
    body,
    response: responses({ 200: signedIn }, ...withBody, 'wrong-password', 'too-fast'),
  }
  http.post('/api/login/password', { schema: signingIn }, async (request) => {
    await limitAddress('signIn', request, options)
    const { name, password } = request.body
    const given = { login: tidyLogin(name), password, address: originOf(request).address }
    return enter(await signInPassword(given, options.ports, options.sessions), request, options)
  })
}

function ticketRoute(http: Routes, options: HttpOptions): void {
  const schema = {
    summary: 'Sign in by the ticket of a call',
    body: exactly<BodyOf<'POST /api/login/ticket'>>()(
      Type.Object({ ticket: Type.String({ minLength: 1, maxLength: 64 }), call: callId }),
    ),
    response: responses({ 200: signedIn }, ...withBody, 'unknown-ticket', 'too-fast'),
  }
  http.post('/api/login/ticket', { schema }, async (request) => {
    await limitAddress('signIn', request, options)
    const used = await useTicket(request.body, options.ports, options.sessions)
    return enter(used, request, options, used.until)
  })
}

async function enter(outcome: SignIn, request: FastifyRequest, { sessions }: HttpOptions, until?: number) {
  if ('problem' in outcome) throw new HttpProblem(outcome.problem, outcome)
  const { account } = outcome
  return { ...(await sessions.issue(account.id, originOf(request), until)), user: meOf(account) }
}
