import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Bus } from '../state/state'
import type { Store } from '../store/store'

/** Who a token speaks for. */
export interface Identity {
  person: string
  /** One sign-in on one device; renewing a token keeps it. */
  session: string
  /** Milliseconds since 1970. */
  expires: number
}

/** Signed tokens. Everything rejects with `StoreUnavailable` while the store cannot be asked. */
export interface Sessions {
  /** The token of a new session. */
  issue(person: string): Promise<string>
  /** Whom a token speaks for; nothing when it is forged, expired, revoked or no token at all. */
  verify(token: string): Promise<Identity | undefined>
  /** Whether a session was signed out. */
  isRevoked(session: string): Promise<boolean>
  /** Those of these sessions that were signed out. */
  revokedOf(sessions: string[]): Promise<string[]>
  /** A token of the same session with a new expiry. */
  renew(identity: Identity): Promise<string>
  /** Voids every token of the session for good, then tells every node. */
  revoke(identity: Identity): Promise<void>
}

/** The topic of `SessionNews`. */
export const sessionsTopic = 'sessions'

/** News on the bus: a session was signed out, so its connections must end. */
export interface SessionNews {
  revoked: string
}

interface SessionOptions {
  /** At least 32 bytes, as HS256 asks for (RFC 7518, 3.2). */
  secret: string
  lifetimeMs: number
  store: Store
  bus: Bus
  /** Milliseconds since 1970. */
  now(): number
}

const algorithm = 'HS256'
const issuer = 'chat'
const audience = 'chat'
/** Sessions that the store is asked about at a time. */
const atOnce = 1_000
/** Ours have about 250 characters. */
const tokenLength = 1_024
/** A token that was being renewed while its session was revoked outlives the revocation by no moment. */
const graceMs = 60_000

/** Throws a `RangeError` when the secret is too short. */
export function openSessions({ secret, lifetimeMs, store, bus, now }: SessionOptions): Sessions {
  if (Buffer.byteLength(secret) < 32) throw new RangeError('the secret of tokens needs at least 32 bytes')
  const key = createSecretKey(secret, 'utf8')

  function sign(person: string, session: string): Promise<string> {
    const seconds = Math.floor(now() / 1_000)
    return new SignJWT({ sid: session })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(person)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + Math.floor(lifetimeMs / 1_000))
      .sign(key)
  }

  return {
    issue: (person) => sign(person, randomBytes(16).toString('base64url')),

    async verify(token) {
      if (token.length > tokenLength) return undefined
      const claims = await claimsOf(token, key, now())
      if (!claims) return undefined
      const { sub: person, sid: session, exp } = claims
      if (!person || typeof session !== 'string' || exp === undefined) return undefined
      // The store is asked, not the state: a restart or an emptied Redis brings no signed-out token back.
      if (await store.accounts.isRevoked(session)) return undefined
      return { person, session, expires: exp * 1_000 }
    },

    isRevoked: (session) => store.accounts.isRevoked(session),

    async revokedOf(sessions) {
      const revoked: string[] = []
      for (let at = 0; at < sessions.length; at += atOnce)
        revoked.push(...(await store.accounts.revokedOf(sessions.slice(at, at + atOnce))))
      return revoked
    },

    renew: ({ person, session }) => sign(person, session),

    async revoke({ session, expires }) {
      // Another token of the same session may have been renewed later than this one.
      const until = Math.max(expires, now() + lifetimeMs) + graceMs
      await store.accounts.revoke(session, until)
      bus.publish(sessionsTopic, { revoked: session } satisfies SessionNews)
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
