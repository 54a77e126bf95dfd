import type { FastifyRequest } from 'fastify'
import { HttpProblem } from './problems'

/** Ports that an address need not name, and some name all the same. */
const usualPorts: Record<string, string> = { http: ':80', https: ':443' }

/** The origin by which the asker reached this server. Throws `bad-request` when the Host header is no host. */
export function ownOrigin({ protocol, host }: FastifyRequest): string {
  const address = `${protocol}://${host}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  const named = host.toLowerCase()
  if (!url || (url.host !== named && url.host + usualPorts[protocol] !== named))
    throw new HttpProblem('bad-request', { detail: 'The Host header is no host.' })
  return url.origin
}
