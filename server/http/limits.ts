import type { FastifyRequest } from 'fastify'
import { addressKey, isLoopback } from '../net/address'
import type { Rate } from '../state/state'
import type { HttpOptions } from './options'
import { HttpProblem } from './problems'

/** How much of what a person, an address or everybody may ask for. */
export const rates = {
  /** Sign-ins from one address: a school or a carrier may stand behind it. */
  signIn: { perSecond: 1, burst: 100 },
  /** New accounts from one address. */
  newAccount: { perSecond: 0.2, burst: 100 },
  /** All requests of one person. */
  request: { perSecond: 20, burst: 100 },
  /** Changes of one's name and picture: each is told to every room of the person. */
  change: { perSecond: 0.1, burst: 5 },
  /** People looked up by one person: ids are not to be tried out. */
  lookUp: { perSecond: 1, burst: 30 },
  /** Uploads that one person begins. */
  upload: { perSecond: 0.5, burst: 30 },
  /** Pictures of codes for one person: they cost a drawing, or one of WeChat's 5,000 a minute. */
  picture: { perSecond: 0.5, burst: 10 },
  /** Tickets for one person's calls: each is drawn as a picture, and each is a way in. */
  ticket: { perSecond: 0.2, burst: 10 },
  /** Signatures for one person's talks in WeChat: each asks WeChat. */
  voip: { perSecond: 0.2, burst: 10 },
} as const satisfies Record<string, Rate>

type RateName = keyof typeof rates

/** Takes one from the limit of a person or an address; throws `too-fast` when there is none left, and late where that happens often. */
export async function limit(rate: RateName, who: string, { ports, tarpit }: HttpOptions): Promise<void> {
  const retryAfter = await ports.state.limits.take(`http:${rate}:${who}`, rates[rate])
  if (retryAfter <= 0) return
  await tarpit.hold(who)
  throw new HttpProblem('too-fast', { retryAfter })
}

/**
 * Takes one from the limit of the address that a request comes from. Loopback is let through: everyone
 * behind a local proxy that does not name its clients, or is not trusted to, would share that limit.
 */
export async function limitAddress(
  rate: RateName,
  request: FastifyRequest,
  http: HttpOptions,
): Promise<void> {
  if (!isLoopback(request.ip)) await limit(rate, addressKey(request.ip), http)
}
