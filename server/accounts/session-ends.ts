import type { Bus } from '../state/state'
import type { Store } from '../store/store'
import type { Identity } from './tokens'

/** How sessions end before their tokens do. Everything rejects with `StoreUnavailable` while the store cannot be asked. */
export interface SessionEnds {
  /** Voids every token of the session for good, then tells every node. */
  revoke(session: Pick<Identity, 'session' | 'expires'>): Promise<void>
  /** Revokes a session of the same person; false where they have none by this id. */
  end(identity: Identity, session: string): Promise<boolean>
  /** Revokes all sessions of the person but this one. */
  endOthers(identity: Identity): Promise<void>
}

/** The topic of `SessionNews`. */
export const sessionsTopic = 'sessions'

/** News on the bus: a session was signed out, so its connections must end. */
export interface SessionNews {
  revoked: string
}

export interface EndOptions {
  lifetimeMs: number
  store: Store
  bus: Bus
  /** Milliseconds since 1970. */
  now(): number
}

/** A token that was being renewed while its session was revoked outlives the revocation by no moment. */
const graceMs = 60_000
/** Sessions that are ended in one step. */
const page = 100

export function endSessions({ lifetimeMs, store: { sessions }, bus, now }: EndOptions): SessionEnds {
  async function revoke({ session, expires }: Pick<Identity, 'session' | 'expires'>): Promise<void> {
    // Another token of the same session may have been renewed later than this one.
    const until = Math.max(expires, now() + lifetimeMs) + graceMs
    await sessions.revoke(session, until)
    bus.publish(sessionsTopic, { revoked: session } satisfies SessionNews)
  }

  return {
    revoke,

    async end({ person }, session) {
      const record = await sessions.get(session)
      if (record?.person !== person || (await sessions.isRevoked(session))) return false
      await revoke({ session, expires: record.expires })
      return true
    },

    async endOthers({ person, session }) {
      await sessions.revoke(withoutRecord(person), now() + lifetimeMs + graceMs)
      for (;;) {
        const others = (await sessions.of(person, page)).filter(({ id }) => id !== session)
        for (const { id, expires } of others) await revoke({ session: id, expires })
        if (others.length === 0) return
      }
    },
  }
}

/** Stands in the revocations for all sessions of a person that have no record; no session has such an id. */
export function withoutRecord(person: string): string {
  return `all.${person}`
}
