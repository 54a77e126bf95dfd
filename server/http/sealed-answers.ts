import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { AnswerOf, SealedAnswer } from '#protocol'
import { sealNonceLength, sealSizes } from '#protocol'
import { sealText } from '../wire/gcm'
import { exactly } from './exactly'
import type { HttpOptions } from './options'
import { HttpProblem } from './problems'
import { responses } from './responses'
import type { Routes } from './typed-fastify'

const isQuestion = /^\d{1,15}$/

/**
 * Seals the answers of those who give a key for it: the header `seal` holds the fingerprint of a server key, 32 bytes wrapped
 * for it, and a number by which the client knows the answer to this very request. Only JSON is sealed; the status and the headers stay readable. For routes that need a token.
 */
export function sealAnswers(http: Routes, { sealing }: HttpOptions): void {
  http.decorateRequest('seal', undefined)
  http.addHook('onRequest', async (request) => {
    const { seal } = request.headers
    if (typeof seal !== 'string') return
    const [fingerprint = '', wrapped = '', question = ''] = seal.split(' ')
    const key = sealing.keys.unwrap(fingerprint, wrapped)
    if (key?.length !== sealSizes.key) throw new HttpProblem('bad-seal')
    if (!isQuestion.test(question))
      throw new HttpProblem('bad-seal', {
        detail: 'The number of `Seal` is not 1 to 15 digits. Mend it; the key is not in question.',
      })
    request.seal = { key, question }
  })
  http.addHook('onSend', async (request, reply, payload) => sealed(request, reply, payload))
}

/** The server's keys, for those who wrap one of theirs. */
export function sealRoute(http: Routes, { sealing }: HttpOptions): void {
  const keys = exactly<AnswerOf<'GET /api/seal'>>()(
    Type.Object({ required: Type.Boolean(), keys: Type.Array(Type.String()) }),
  )
  const schema = { summary: 'The keys that a client wraps its own with', response: responses({ 200: keys }) }
  http.get('/api/seal', { schema }, async () => {
    return { required: sealing.required, keys: sealing.keys.offered }
  })
}

/** For routes whose answers hold messages: they go out sealed, or not at all. */
export function onlySealed({ sealing }: HttpOptions): (request: FastifyRequest) => Promise<void> {
  return async ({ seal }) => {
    if (sealing.required && !seal) throw new HttpProblem('sealed-only')
  }
}

function sealed({ seal, method, url }: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const isJson = String(reply.getHeader('content-type')).includes('json')
  if (!seal || typeof payload !== 'string' || !isJson) return payload
  const nonce = randomBytes(sealNonceLength)
  const text = sealText(payload, seal.key, nonce, `${method} ${url} ${reply.statusCode} ${seal.question}`)
  reply.removeHeader('content-length')
  const answer: SealedAnswer = { nonce: nonce.toString('base64'), sealed: text.toString('base64') }
  return JSON.stringify(answer)
}
