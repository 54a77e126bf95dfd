import { createHmac, randomBytes } from 'node:crypto'
import type { SignedInDevice } from '#protocol'
import type { SessionRecord, SessionRecords } from '../store/sessions'
import { type EndOptions, endSessions, type SessionEnds, withoutRecord } from './session-ends'
import { type Identity, openTokens, type Token } from './tokens'

/** From where somebody signs in, or renews. */
export interface Origin {
  /** A short label of the device; '' when unknown. */
  device: string
  /** The key by which its network address is limited. */
  address: string
}

/** Who is signed in where, by signed tokens. Everything rejects with `StoreUnavailable` while the store cannot be asked. */
export interface Sessions extends SessionEnds {
  /** The token of a new session, which ends at `until` at the latest, however often it is renewed. */
  issue(person: string, origin: Origin, until?: number): Promise<Token>
  /** Whom a token speaks for; nothing when it is forged, expired, revoked or no token at all. */
  verify(token: string): Promise<Identity | undefined>
  /** Whether a session was signed out. */
  isRevoked(session: string): Promise<boolean>
  /** Those of these sessions that were signed out. */
  revokedOf(sessions: string[]): Promise<string[]>
  /** A token of the same session with a new expiry. */
  renew(identity: Identity, origin: Origin): Promise<Token>
  /** The sessions of a person, last seen first: the newest hundred, and the one that asks. */
  list(identity: Identity): Promise<SignedInDevice[]>
  /** Whether a session of the person, also one that was signed out, began at this address or was renewed there. */
  isKnown(person: string, address: string): Promise<boolean>
}

interface SessionOptions extends EndOptions {
  /** At least 32 bytes. */
  secret: string
}

/** How old "last seen" may be: a session in use writes once in this time. */
const seenMs = 600_000
/** Sessions that are shown. */
const mostShown = 100
/** Sessions that the store is asked about at a time. */
const atOnce = 1_000

/** Throws a `RangeError` when the secret is too short. */
export function openSessions(options: SessionOptions): Sessions {
  const { secret, store, now } = options
  const tokens = openTokens(options)
  const { sessions } = store
  const ends = endSessions(options)
  const marked = (person: string, address: string) => markOf(secret, person, address)

  async function issue(person: string, { device, address }: Origin, until?: number): Promise<Token> {
    const session = randomBytes(16).toString('base64url')
    const signed = await tokens.sign(person, session, until)
    const time = now()
    const times = { created: time, seen: time, expires: signed.expires }
    await sessions.begin({ id: session, person, device, address: marked(person, address), ...times })
    return signed
  }

  /** A token of a version that kept no sessions gets its record; not after all others of its person were ended. */
  async function adopt(identity: Identity): Promise<boolean> {
    const { person, session, expires } = identity
    const time = now()
    const record = { id: session, person, device: '', address: '', created: time, seen: time, expires }
    await sessions.begin(record)
    // In this order: who ends all others writes first and reads the records then, so one of the two sees the other.
    if (!(await sessions.isRevoked(withoutRecord(person)))) return true
    await ends.revoke(identity)
    return false
  }

  async function noteSeen({ id, seen }: SessionRecord): Promise<void> {
    if (now() - seen < seenMs) return
    // It is there for people to read, and nobody is turned away for it.
    await sessions.touch(id, now(), {}).catch(() => undefined)
  }

  return {
    ...ends,
    issue,

    async verify(token) {
      const identity = await tokens.read(token)
      if (!identity) return undefined
      // The store is asked, not the state: a restart or an emptied Redis brings no signed-out token back.
      const { session } = identity
      const [revoked, record] = await Promise.all([sessions.isRevoked(session), sessions.get(session)])
      if (revoked) return undefined
      if (!record) return (await adopt(identity)) ? identity : undefined
      await noteSeen(record)
      return identity
    },

    isRevoked: (session) => sessions.isRevoked(session),

    revokedOf: (ids) => revokedOf(ids, sessions),

    async renew({ person, session, until }, { device, address }) {
      const signed = await tokens.sign(person, session, until)
      const { expires } = signed
      await sessions.touch(session, now(), { device, address: marked(person, address), expires })
      return signed
    },

    async list({ person, session }) {
      const records = await sessions.of(person, mostShown)
      const own = records.some(({ id }) => id === session) ? undefined : await sessions.get(session)
      return [...records, ...(own ? [own] : [])].map(({ id, device, created, seen }) => {
        return { id, device, created, seen, current: id === session }
      })
    },

    isKnown: (person, address) => sessions.isKnown(person, marked(person, address)),
  }
}

async function revokedOf(ids: string[], sessions: SessionRecords): Promise<string[]> {
  const revoked: string[] = []
  for (let at = 0; at < ids.length; at += atOnce)
    revoked.push(...(await sessions.revokedOf(ids.slice(at, at + atOnce))))
  return revoked
}

/** An address, keyed with the secret and the person, so that who reads the store learns and compares none. */
function markOf(secret: string, person: string, address: string): string {
  const mac = createHmac('sha256', secret).update(`address ${person} ${address}`)
  return mac.digest('base64url').slice(0, 22)
}
