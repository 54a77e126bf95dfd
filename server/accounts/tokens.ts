import { createSecretKey, type KeyObject } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'

/** Who a token speaks for. */
export interface Identity {
  person: string
  /** One sign-in on one device; renewing a token keeps it. */
  session: string
  /** Milliseconds since 1970. */
  expires: number
  /** The end of a session that cannot be renewed beyond it, as one by a call's ticket: milliseconds since 1970. */
  until?: number
}

export interface Token {
  token: string
  /** Milliseconds since 1970, a whole second. */
  expires: number
}

/** Signs tokens and reads them. Whether their session was signed out, they do not know. */
export interface Tokens {
  /** `until`: when the session ends for good; the token tells it. */
  sign(person: string, session: string, until?: number): Promise<Token>
  /** What a token says; nothing when it is forged, expired or no token at all. */
  read(token: string): Promise<Identity | undefined>
}

interface TokenOptions {
  /** At least 32 bytes, as HS256 asks for (RFC 7518, 3.2). */
  secret: string
  lifetimeMs: number
  /** Milliseconds since 1970. */
  now(): number
}

const algorithm = 'HS256'
const issuer = 'chat'
const audience = 'chat'
/** Ours have about 250 characters. */
const tokenLength = 1_024

/** Throws a `RangeError` when the secret is too short. */
export function openTokens({ secret, lifetimeMs, now }: TokenOptions): Tokens {
  if (Buffer.byteLength(secret) < 32) throw new RangeError('the secret of tokens needs at least 32 bytes')
  const key = createSecretKey(secret, 'utf8')

  return {
    async sign(person, session, until) {
      const issued = Math.floor(now() / 1_000)
      const end = until === undefined ? Number.POSITIVE_INFINITY : Math.floor(until / 1_000)
      const expires = Math.min(issued + Math.floor(lifetimeMs / 1_000), end)
      const token = await new SignJWT({ sid: session, ...(until !== undefined && { end }) })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(person)
        .setIssuedAt(issued)
        .setExpirationTime(expires)
        .sign(key)
      return { token, expires: expires * 1_000 }
    },

    async read(token) {
      if (token.length > tokenLength) return undefined
      const claims = await claimsOf(token, key, now())
      if (!claims) return undefined
      const { sub: person, sid: session, exp, end } = claims
      if (!person || typeof session !== 'string' || exp === undefined) return undefined
      const until = typeof end === 'number' ? { until: end * 1_000 } : {}
      return { person, session, expires: exp * 1_000, ...until }
    },
  }
}

/** What a token says; nothing when the key did not sign it, or it is not valid at that time. */
async function claimsOf(token: string, key: KeyObject, time: number): Promise<JWTPayload | undefined> {
  try {
    const expected = { algorithms: [algorithm], issuer, audience, currentDate: new Date(time) }
    return (await jwtVerify(token, key, expected)).payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}
