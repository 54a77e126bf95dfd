import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { sealNonceLength, sealSizes } from '#protocol'
import { sealText } from '../seal/gcm'
import type { HttpOptions } from './options'
import { HttpProblem } from './problems'
import { responses } from './responses'
import type { Routes } from './routes/routes'

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that the answer shall be sealed with, when one was given. */
    sealKey: Buffer | undefined
  }
}

/**
 * Seals the answers of those who give a key for it: the header `seal` holds the fingerprint of a server key and 32 bytes
 * wrapped for it. Only JSON is sealed; the status and the headers stay readable. For routes that need a token.
 */
export function sealAnswers(http: Routes, { sealing }: HttpOptions): void {
  http.decorateRequest('sealKey', undefined)
  http.addHook('onRequest', async (request) => {
    const { seal } = request.headers
    if (typeof seal !== 'string') return
    const [fingerprint = '', wrapped = ''] = seal.split(' ')
    const key = sealing.keys.unwrap(fingerprint, wrapped)
    if (key?.length !== sealSizes.key) throw new HttpProblem('bad-seal')
    request.sealKey = key
  })
  http.addHook('onSend', async (request, reply, payload) => sealed(request, reply, payload))
}

/** The server's keys, for those who wrap one of theirs. */
export function sealRoute(http: Routes, { sealing }: HttpOptions): void {
  const keys = Type.Object({ required: Type.Boolean(), keys: Type.Array(Type.String()) })
  const schema = { summary: 'The keys that a client wraps its own with', response: responses({ 200: keys }) }
  http.get('/api/seal', { schema }, async () => {
    return { required: sealing.required, keys: sealing.keys.offered }
  })
}

/** For routes whose answers hold messages: they go out sealed, or not at all. */
export function onlySealed({ sealing }: HttpOptions): (request: FastifyRequest) => Promise<void> {
  return async ({ sealKey }) => {
    if (sealing.required && !sealKey) throw new HttpProblem('sealed-only')
  }
}

function sealed({ sealKey, method, url }: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const isJson = String(reply.getHeader('content-type')).includes('json')
  if (!sealKey || typeof payload !== 'string' || !isJson) return payload
  const nonce = randomBytes(sealNonceLength)
  const text = sealText(payload, sealKey, nonce, `${method} ${url} ${reply.statusCode}`)
  reply.removeHeader('content-length')
  return JSON.stringify({ nonce: nonce.toString('base64'), sealed: text.toString('base64') })
}
