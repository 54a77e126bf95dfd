import type { Person } from '../protocol/index'
import type { Renewal } from '../session/credentials'
import type { Http, SendRequest } from './http'

/** How people can sign in here, as the server says. */
export interface SignInOptions {
  guest: boolean
  password: boolean
  wechat: boolean
}

export interface SignedIn {
  token: string
  user: Person
}

/** The ways to sign in, and out. */
export function loginApi(http: Http) {
  return {
    options: () => http.open<SignInOptions>('GET', '/api/login'),
    guest: (name: string) => http.open<SignedIn>('POST', '/api/login/guest', { name }),
    register: (name: string, password: string) =>
      http.open<SignedIn>('POST', '/api/register', { name, password }),
    password: (name: string, password: string) =>
      http.open<SignedIn>('POST', '/api/login/password', { name, password }),
    wechat: (code: string) => http.open<SignedIn>('POST', '/api/login/wechat', { code }),
    logout: () => http.own<undefined>('POST', '/api/logout'),
  }
}

/** Asks for a new token of the same session. Apart from the others, for requests with a token wait for it. */
export function askRenewal(send: SendRequest): (token: string) => Promise<Renewal> {
  return async (token) => {
    try {
      const { status, body } = await send({ method: 'POST', path: '/api/renew', token })
      if (status === 401) return 'refused'
      return status === 200 ? (body as SignedIn) : 'unreachable'
    } catch {
      return 'unreachable'
    }
  }
}
