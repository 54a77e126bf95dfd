/**
 * WeChat gave no usable answer. The message names the call and what went wrong, never an address, an
 * app id, a secret, a code or a token: it may be logged.
 */
export class WechatUnavailable extends Error {
  override readonly name = 'WechatUnavailable'
}

/** The app, and where its calls go. */
export interface WechatApp {
  server: { api: string; patienceMs?: number }
  appid: string
  secret: string
  /** Milliseconds of a monotonic clock. */
  elapsed(): number
}

/** What WeChat says in JSON; `errcode` 0 or none is success. */
type WechatAnswer = { errcode?: unknown } & Record<string, unknown>

/** Milliseconds until a call is given up. */
const patienceMs = 5_000
/** Bytes of an answer; the largest picture of a code has some 500 KB. */
const mostBytes = 4_194_304

interface WechatRequest {
  api: string
  path: string
  query?: Record<string, string>
  /** Sent as JSON by POST; without it the call is a GET. */
  body?: object
  patienceMs?: number
}

/** One call to WeChat: the bytes of the answer. Rejects with `WechatUnavailable`. */
export async function askWechat(request: WechatRequest): Promise<Buffer> {
  try {
    const response = await fetch(addressOf(request), {
      ...(request.body && { method: 'POST', body: JSON.stringify(request.body) }),
      headers: { 'content-type': 'application/json' },
      // The address holds the secret: it goes to the configured server and nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(request.patienceMs ?? patienceMs),
    })
    if (!response.ok) throw new WechatUnavailable(`${request.path} answered status ${response.status}`)
    if (Number(response.headers.get('content-length')) > mostBytes)
      throw new WechatUnavailable(`${request.path} answered too much`)
    return Buffer.from(await response.arrayBuffer())
  } catch (error) {
    if (error instanceof WechatUnavailable) throw error
    // The error itself may hold the address, so only its kind is told.
    throw new WechatUnavailable(`${request.path} was not answered (${reasonOf(error)})`)
  }
}

function addressOf({ api, path, query }: WechatRequest): string {
  const address = `${api.replace(/\/+$/, '')}${path}`
  return query ? `${address}?${new URLSearchParams(query)}` : address
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const cause = error.cause as { code?: unknown } | undefined
  return typeof cause?.code === 'string' ? cause.code : error.name
}

/** Reads a JSON answer, whatever its content type says: WeChat calls JSON text/plain at times. */
export function readAnswer(bytes: Buffer, path: string): WechatAnswer {
  try {
    const answer: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) return answer as WechatAnswer
  } catch {
    // Told below.
  }
  throw new WechatUnavailable(`${path} answered something that is not an object in JSON`)
}

/** The error code of an answer; 0 when there is none. */
export function errcodeOf({ errcode }: WechatAnswer): number {
  return typeof errcode === 'number' ? errcode : 0
}
