import { isAnswer, isSealedAnswer, sealSizes } from '../protocol/index'
import { openText } from '../sealing/gcm'
import type { SealPlatform } from '../sealing/platform'
import { seedLength, wrap } from '../sealing/rsa'
import { trusted } from '../sealing/trust'
import { Refused } from '../session/refused'
import type { HttpAnswer, HttpRequest, SendRequest } from './http'

/** A key of ours, and the header that gives it to the server. */
interface AnswerKey {
  secret: Uint8Array
  header: string
  /** Requests that were made with it. */
  asked: number
}

/** Requests whose answers come sealed when they carry a token; pictures are not text, and come as they are. */
export function sealedRequests(
  send: SendRequest,
  platform: SealPlatform,
  pins: readonly string[],
): SendRequest {
  let making: Promise<AnswerKey> | undefined
  const keyOfThisRun = () => {
    making ??= makeKey(send, platform, pins).catch((error: unknown) => {
      making = undefined
      throw error
    })
    return making
  }

  async function sendOnce(request: HttpRequest): Promise<HttpAnswer> {
    const key = await keyOfThisRun()
    key.asked += 1
    const { secret, header, asked } = key
    const answer = await send({ ...request, seal: `${header} ${asked}` })
    return opened(answer, secret, `${request.method} ${request.path} ${answer.status} ${asked}`, platform)
  }

  return async (request) => {
    if (request.token === undefined || request.picture) return send(request)
    const answer = await sendOnce(request)
    if (!isBadSeal(answer)) return answer
    // The server has new keys by now.
    making = undefined
    return sendOnce(request)
  }
}

async function makeKey(
  send: SendRequest,
  platform: SealPlatform,
  pins: readonly string[],
): Promise<AnswerKey> {
  const random = await platform.random(sealSizes.key + seedLength)
  const { body } = await send({ method: 'GET', path: '/api/seal' })
  const key = isAnswer('GET /api/seal', body) ? trusted(body.keys, pins, platform) : undefined
  if (!key) throw new Refused('untrusted-server')
  const secret = random.subarray(0, sealSizes.key)
  const wrapped = wrap(secret, key.spki, random.subarray(sealSizes.key))
  return { secret, header: `${key.fingerprint} ${platform.toBase64(wrapped)}`, asked: 0 }
}

function opened(answer: HttpAnswer, secret: Uint8Array, about: string, platform: SealPlatform): HttpAnswer {
  const { status, body } = answer
  if (typeof body !== 'object' || body === null) return answer
  if (!isSealedAnswer(body)) {
    // A problem may have been sent before the key was unwrapped, or by a proxy, and holds no personal data.
    if (status >= 400) return answer
    throw new Refused('untrusted-server')
  }
  const text = openText(platform.fromBase64(body.sealed), secret, platform.fromBase64(body.nonce), about)
  if (text === undefined) throw new Refused('untrusted-server')
  return { status, body: JSON.parse(text) }
}

function isBadSeal({ status, body }: HttpAnswer): boolean {
  return status === 400 && (body as { code?: unknown } | undefined)?.code === 'bad-seal'
}
