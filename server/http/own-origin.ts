import type { FastifyRequest } from 'fastify'
import { HttpProblem } from './problems'

/** The origin by which the asker reached this server. Throws `bad-request` when the Host header is no host. */
export function ownOrigin({ protocol, host }: FastifyRequest): string {
  const origin = `${protocol}://${host}`
  if (!URL.canParse(origin) || new URL(origin).host !== host.toLowerCase())
    throw new HttpProblem('bad-request', { detail: 'The Host header is no host.' })
  return origin
}
