import { type AnswerOf, isAnswer } from '../protocol/index'
import type { Renewal } from '../session/credentials'
import type { Http, SendRequest } from './http'

/** How people can sign in here, as the server says. */
export type SignInOptions = AnswerOf<'GET /api/login'>

/** The ways to sign in. */
export function loginApi(http: Http) {
  return {
    options: () => http.open('GET /api/login'),
    guest: (name: string) => http.open('POST /api/login/guest', { name }),
    register: (name: string, password: string) => http.open('POST /api/register', { name, password }),
    password: (name: string, password: string) => http.open('POST /api/login/password', { name, password }),
    wechat: (code: string) => http.open('POST /api/login/wechat', { code }),
    /** Into one call, by what `callsApi` gave elsewhere. Rejects with `unknown-ticket`. */
    ticket: (ticket: string, call: string) => http.open('POST /api/login/ticket', { ticket, call }),
  }
}

/** Asks for a new token of the same session. Stands apart, for it is what signed-in requests wait for. */
export function askRenewal(send: SendRequest): (token: string) => Promise<Renewal> {
  return async (token) => {
    try {
      const { status, body } = await send({ method: 'POST', path: '/api/renew', token })
      if (status === 401) return 'refused'
      return status === 200 && isAnswer('POST /api/renew', body) ? body : 'unreachable'
    } catch {
      return 'unreachable'
    }
  }
}

/**
 * Tells the server that a session is over. True once it knows. It takes the token itself: by the time that a request goes
 * out, this phone may have forgotten the account.
 */
export function askSignOut(send: SendRequest): (token: string) => Promise<boolean> {
  return async (token) => {
    try {
      const { status } = await send({ method: 'POST', path: '/api/logout', token })
      return status === 204 || status === 401
    } catch {
      return false
    }
  }
}
