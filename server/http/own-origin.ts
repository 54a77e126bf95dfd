import type { FastifyRequest } from 'fastify'
import { parseHost } from '../net/hosts'
import { HttpProblem } from './problems'

/** The origin by which the asker reached this server. Throws `bad-request` when the request names no host. */
export function ownOrigin({ protocol, headers: { host = '' } }: FastifyRequest): string {
  if (!parseHost(host)) throw new HttpProblem('bad-request', { detail: 'The Host header is no host.' })
  return new URL(`${protocol}://${host}`).origin
}
