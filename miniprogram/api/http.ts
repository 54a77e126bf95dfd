import type { Credentials } from '../session/credentials'
import { Refused } from '../session/refused'

export type Method = 'GET' | 'POST'

export interface HttpRequest {
  method: Method
  /** From `/api/` on. */
  path: string
  body?: object
  token?: string
  /** The header by which the answer is asked for sealed. */
  seal?: string
  /** An answer that is a picture comes as a `data:` address. */
  picture?: boolean
}

export interface HttpAnswer {
  status: number
  body: unknown
}

/** Sends one request. Rejects with `Refused`: `offline`, or `no-answer` when it took too long. */
export type SendRequest = (request: HttpRequest) => Promise<HttpAnswer>

/** A problem as the server describes it (RFC 9457); anything else is named by its status. */
export function refusedBy({ status, body }: HttpAnswer): Refused {
  const { code, detail } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  return new Refused(
    typeof code === 'string' ? code : `http-${status}`,
    typeof detail === 'string' ? detail : '',
  )
}

function isGood({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300
}

/** The HTTP API. Each method rejects with `Refused`. Bodies are trusted: they come from our own server. */
export class Http {
  readonly #sendRequest: SendRequest
  readonly #credentials: Credentials

  constructor(sendRequest: SendRequest, credentials: Credentials) {
    this.#sendRequest = sendRequest
    this.#credentials = credentials
  }

  /** Sends without a token. */
  async open<T>(method: Method, path: string, body?: object): Promise<T> {
    const answer = await this.#sendRequest({ method, path, ...(body && { body }) })
    if (!isGood(answer)) throw refusedBy(answer)
    return answer.body as T
  }

  /** Sends with the token of the account; an expired one is renewed first. */
  async own<T>(method: Method, path: string, body?: object, picture = false): Promise<T> {
    return this.signed((token) => this.#sendRequest({ method, path, token, picture, ...(body && { body }) }))
  }

  /** The same for a request that `send` makes itself, as uploads do. */
  async signed<T>(send: (token: string) => Promise<HttpAnswer>): Promise<T> {
    const ask = async (doubted: boolean) => {
      const token = await this.#credentials.token(doubted)
      if (token === undefined) throw new Refused('signed-out')
      return send(token)
    }
    const first = await ask(false)
    const answer = first.status === 401 ? await ask(true) : first
    if (!isGood(answer)) throw refusedBy(answer)
    return answer.body as T
  }
}
