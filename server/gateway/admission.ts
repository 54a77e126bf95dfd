import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import { type Person, type Port, paths, sealOffer, subprotocol, tokenPrefix } from '#protocol'
import type { Sessions } from '../accounts/sessions'
import type { Identity } from '../accounts/tokens'
import type { People } from '../chat/people'
import { addressKey, isLoopback } from '../net/address'

/** Why a socket was not opened: the HTTP answer to the upgrade. */
export interface Rejection {
  status: 400 | 401 | 403 | 404 | 429 | 503
  code: string
  detail: string
}

export interface Admission {
  identity: Identity
  person: Person
  /** The key by which its address is limited; nothing for this machine, which is not. */
  address?: string
  /** Whether the client seals its frames. */
  seals: boolean
}

export interface Gate {
  port: Port
  sessions: Sessions
  people: People
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  trustProxy: string[]
  allowedOrigin(origin: string, host: string): boolean
  /** Whether this address has all the sockets it may have; no address never has. */
  isFull(address: string | undefined): boolean
}

/**
 * Decides over an upgrade before any WebSocket exists: the path, the page it comes from, the
 * sub-protocol, the room left for its address, and last, because it asks the store, the token.
 */
export async function admit(request: IncomingMessage, gate: Gate): Promise<Admission | Rejection> {
  const [pathname] = (request.url ?? '').split('?')
  if (pathname !== paths[gate.port]) return reject(404, 'not-found', `The socket is at ${paths[gate.port]}.`)
  const { origin, host = '' } = request.headers
  if (origin !== undefined && !gate.allowedOrigin(origin, host))
    return reject(403, 'foreign-origin', 'Pages of this origin may not connect.')
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim())
  const token = offered.find((one) => one.startsWith(tokenPrefix))?.slice(tokenPrefix.length)
  if (token === undefined) return reject(401, 'not-signed-in', 'Offer a valid token.')
  if (!offered.includes(subprotocol)) return reject(400, 'no-subprotocol', `Offer ${subprotocol}.`)

  const client = proxyAddr(request, gate.trustProxy)
  // Everyone behind a local proxy that names no client would share its address.
  const address = isLoopback(client) ? undefined : addressKey(client)
  if (gate.isFull(address)) return tooManySockets()

  const identity = await gate.sessions.verify(token)
  const person = identity && (await gate.people.get(identity.person))
  if (!identity || !person) return reject(401, 'not-signed-in', 'Offer a valid token.')
  const seals = offered.includes(sealOffer)
  return { identity, person, seals, ...(address !== undefined && { address }) }
}

export function tooManySockets(): Rejection {
  return reject(429, 'too-many-sockets', 'Too many sockets are open from this address.')
}

export function barred(): Rejection {
  return reject(
    429,
    'flooding',
    'A socket of this person was closed for what it sent. Come back in ten seconds.',
  )
}

export function isRejection(result: Admission | Rejection): result is Rejection {
  return 'status' in result
}

export function reject(status: Rejection['status'], code: string, detail: string): Rejection {
  return { status, code, detail }
}
