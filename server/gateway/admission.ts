import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import { type Person, type Port, paths, sealOffer, subprotocol, tokenPrefix } from '#protocol'
import type { Sessions } from '../accounts/sessions'
import type { Identity } from '../accounts/tokens'
import type { People } from '../chat/people'
import { addressKey, isLoopback } from '../net/address'

/** What clients offered whose frames could be sent again on another socket. */
const outdatedSealOffer = 'sealed'

/** Why a socket was not opened: the HTTP answer to the upgrade. */
export interface Rejection {
  status: 400 | 401 | 403 | 404 | 421 | 429 | 503
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
  /** The client seals in a way that is not spoken any more. */
  outdated?: true
}

export interface Gate {
  port: Port
  sessions: Sessions
  people: People
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  trustProxy: string[]
  /** Whether this is a name of the server: what a `Host` header may say. */
  knownHost(host: string): boolean
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
  const foreign = foreignness(request, gate)
  if (foreign) return foreign
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
  return { identity, person, ...sealingOf(offered), ...(address !== undefined && { address }) }
}

/** The key by which the address is limited that a request comes from. */
export function senderOf(request: IncomingMessage, { trustProxy }: Pick<Gate, 'trustProxy'>): string {
  return addressKey(proxyAddr(request, trustProxy))
}

/** What is wrong with the name that was asked, or with the page that asks. */
function foreignness({ headers: { origin, host = '' } }: IncomingMessage, gate: Gate): Rejection | undefined {
  if (!gate.knownHost(host))
    return reject(421, 'unknown-host', 'The server does not answer to the name in Host.')
  if (origin !== undefined && !gate.allowedOrigin(origin, host))
    return reject(403, 'foreign-origin', 'Pages of this origin may not connect.')
  return undefined
}

function sealingOf(offered: string[]): Pick<Admission, 'seals' | 'outdated'> {
  if (offered.includes(sealOffer)) return { seals: true }
  return { seals: false, ...(offered.includes(outdatedSealOffer) && { outdated: true as const }) }
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
