/**
 * Why a request was not answered as asked, by `code`. The status says whose fault it is; 429 and 503
 * come with `Retry-After` in seconds. `docs/HTTP.md` lists each of them and a test compares.
 */
export const problems = {
  'bad-request': { status: 400, title: 'The request is not as the document describes it.' },
  'bad-json': { status: 400, title: 'The body is not JSON.' },
  'bad-name': { status: 400, title: 'A name has 1 to 32 visible characters.' },
  'bad-password': { status: 400, title: 'The password is too weak or too long.' },
  'common-password': { status: 400, title: 'The password is one of those that are guessed first.' },
  'bad-seal': { status: 400, title: 'The header `seal` holds no key that this server can unwrap.' },
  'bad-avatar': { status: 400, title: 'An avatar is empty, a preset, or a picture that was uploaded.' },
  'empty-file': { status: 400, title: 'The file has no bytes.' },
  'not-signed-in': { status: 401, title: 'The request carries no valid token.' },
  'wrong-password': { status: 401, title: 'The name or the password is wrong.' },
  'bad-wechat-code': { status: 401, title: 'WeChat does not know this code, or it was used before.' },
  'wechat-refused': { status: 403, title: 'WeChat does not let this user in.' },
  'sealed-only': { status: 403, title: 'This answer is given to those only who seal it.' },
  'ticket-session': { status: 403, title: 'A sign-in by the ticket of a call may not do this.' },
  'voip-off': { status: 403, title: 'No WeChat app is configured here.' },
  'sign-in-off': { status: 403, title: 'This way to sign in is switched off here.' },
  'quota-reached': { status: 403, title: 'You have uploaded as much as one person may.' },
  'bad-pass': { status: 403, title: 'The address holds no pass, or one that has expired.' },
  'not-found': { status: 404, title: 'There is nothing at this address.' },
  'unknown-session': { status: 404, title: 'There is no such session of yours.' },
  'unknown-person': { status: 404, title: 'There is nobody with this id.' },
  'unknown-room': { status: 404, title: 'There is no such room, or it is not yours to see.' },
  'unknown-message': { status: 404, title: 'There is no such message in the room.' },
  'unknown-call': { status: 404, title: 'There is no such call that goes on, or it is not yours.' },
  'unknown-ticket': {
    status: 404,
    title: 'The ticket was used, its minute is over, or there never was one.',
  },
  'unknown-upload': { status: 404, title: 'There is no such upload of yours under way.' },
  'unknown-media': { status: 404, title: 'There is no such file, or it is not yours to see.' },
  'too-slow': { status: 408, title: 'The request did not come in time.' },
  'name-taken': { status: 409, title: 'Somebody else has this login name.' },
  'not-a-guest': { status: 409, title: 'This account is no guest: it has a way to sign in.' },
  'no-password': { status: 409, title: 'This account has no password.' },
  incomplete: { status: 409, title: 'Chunks of the upload are missing.' },
  'file-too-large': { status: 413, title: 'The file is larger than its kind may be.' },
  'too-large': { status: 413, title: 'The body is longer than this route takes.' },
  'not-json': { status: 415, title: 'A body is sent as application/json.' },
  'wrong-body': { status: 415, title: 'The body is not of the form that this route takes.' },
  'wrong-type': { status: 415, title: 'The bytes are of no type that this kind takes.' },
  'bad-range': { status: 416, title: 'The file has no such bytes.' },
  'unknown-host': { status: 421, title: 'The server does not answer to the name in `Host`.' },
  'broken-file': { status: 422, title: 'The file is damaged.' },
  'not-examined': { status: 422, title: 'The server could not look at this file to the end.' },
  'unknown-length': { status: 422, title: 'The recording does not tell how long it is.' },
  'too-many-pixels': { status: 422, title: 'The picture has too many pixels.' },
  'too-long': { status: 422, title: 'The recording takes too long.' },
  'too-fast': { status: 429, title: 'Too many requests in a short time.' },
  'headers-too-large': { status: 431, title: 'The head of the request is longer than 16 KiB.' },
  internal: { status: 500, title: 'The server made a mistake.' },
  busy: { status: 503, title: 'Many files are waiting to be looked at.' },
  'try-again': { status: 503, title: 'The server cannot do this at the moment.' },
  'wechat-unavailable': { status: 503, title: 'WeChat does not answer at the moment.' },
  'storage-full': { status: 507, title: 'The server has no room left for files.' },
} as const

export type ProblemCode = keyof typeof problems

/** What may befall any request, whatever its route. */
export const anywhere = [
  'bad-request',
  'unknown-host',
  'too-slow',
  'headers-too-large',
  'internal',
  'try-again',
] as const satisfies ProblemCode[]

/** What may befall a request with a body. */
export const withBody = ['bad-json', 'too-large', 'not-json'] as const satisfies ProblemCode[]

/** What may befall a request that needs a token. */
export const withToken = ['bad-seal', 'not-signed-in', 'too-fast'] as const satisfies ProblemCode[]

/** Thrown by a route to answer with a problem. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly code: ProblemCode
  /** Milliseconds after which it may be tried again. */
  readonly retryAfter: number | undefined

  constructor(code: ProblemCode, about: { detail?: string; retryAfter?: number } = {}) {
    super(about.detail ?? problems[code].title)
    this.code = code
    this.retryAfter = about.retryAfter
  }
}

/** The body of an answer of type `application/problem+json` (RFC 9457); `code` is our word for it. */
export interface ProblemBody {
  type: string
  title: string
  status: number
  detail: string
  code: ProblemCode
}

export function problemBody({ code, message }: HttpProblem): ProblemBody {
  const { status, title } = problems[code]
  return { type: `urn:problem:${code}`, title, status, detail: message, code }
}
