import { type AnswerOf, type BodyOf, type HttpRoute, hasAnswer, isAnswer } from '../protocol/index'
import type { Credentials } from '../session/credentials'
import { Refused } from '../session/refused'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

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

/** What the phone does with its files. */
export interface Files {
  /** Sends a file by HTTP as a form; `onProgress` is called with how much of it is sent, in percent. */
  send(
    request: { path: string; file: string; token: string },
    onProgress: (percent: number) => void,
  ): { answer: Promise<HttpAnswer>; cancel(): void }
  /** Bytes of a file. Rejects with `Refused` when the phone has it no more. */
  read(file: string, position: number, length: number): Promise<ArrayBuffer>
  /** Sends bytes as they are. */
  put(request: { path: string; bytes: ArrayBuffer; token: string }): Promise<HttpAnswer>
}

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

/** A body that is no answer to this route, such as the page of a network that wants a log-in first, is named by its status, too. */
function read<R extends HttpRoute>(route: R, answer: HttpAnswer): AnswerOf<R> {
  const { status, body } = answer
  if (!isGood(answer)) throw refusedBy(answer)
  if (hasAnswer(route) === (status === 204) || !isAnswer(route, body)) throw new Refused(`http-${status}`)
  return body
}

function requestOf(route: HttpRoute, at: Record<string, string | undefined>, body?: object): HttpRequest {
  const [method, path = ''] = route.split(' ')
  return {
    method: method as Method,
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(at[name] ?? '')),
    ...(body && { body }),
  }
}

/** The names of what stands in braces in a path. */
type Param<Path extends string> = Path extends `${string}{${infer P}}${infer Rest}` ? P | Param<Rest> : never

/** What a route is asked with: what stands in its path, where there is something, and its body. */
type Asked<R extends HttpRoute> = [Param<R>] extends [never]
  ? [at?: Record<never, string>, body?: BodyOf<R>]
  : [at: Record<Param<R>, string>, body?: BodyOf<R>]

/** The HTTP API. Each method rejects with `Refused`. */
export class Http {
  private readonly sendRequest: SendRequest
  private readonly credentials: Credentials

  constructor(sendRequest: SendRequest, credentials: Credentials) {
    this.sendRequest = sendRequest
    this.credentials = credentials
  }

  /** Asks without a token. */
  async open<R extends HttpRoute>(route: R, body?: BodyOf<R>): Promise<AnswerOf<R>> {
    return read(route, await this.sendRequest(requestOf(route, {}, body)))
  }

  /** Asks with the token of the account; an expired one is renewed first. `at`: what stands in the path. */
  own<R extends HttpRoute>(route: R, ...[at = {}, body]: Asked<R>): Promise<AnswerOf<R>> {
    const request = requestOf(route, at, body)
    return this.signed(route, (token) => this.sendRequest({ ...request, token }))
  }

  /** A picture, as a `data:` address. */
  async picture(path: string): Promise<string> {
    const answer = await this.ask((token) => this.sendRequest({ method: 'GET', path, token, picture: true }))
    if (!isGood(answer) || typeof answer.body !== 'string') throw refusedBy(answer)
    return answer.body
  }

  /** The same for a request that `send` makes itself, as uploads do. */
  async signed<R extends HttpRoute>(
    route: R,
    send: (token: string) => Promise<HttpAnswer>,
  ): Promise<AnswerOf<R>> {
    return read(route, await this.ask(send))
  }

  private async ask(send: (token: string) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const asker = this.credentials.user?.id
    const ask = async (doubted: boolean) => {
      const token = await this.credentials.token(doubted)
      // Somebody else may be signed in by now, in whose name this must not be asked.
      if (token === undefined || this.credentials.user?.id !== asker) throw new Refused('signed-out')
      return send(token)
    }
    const first = await ask(false)
    return first.status === 401 ? ask(true) : first
  }
}
