import { createHash, randomBytes } from 'node:crypto'
import type { Ports } from '../chat/ports'
import type { SignIn } from './outcome'
import type { Sessions } from './sessions'
import type { Identity } from './tokens'

/** A way into one call for a browser, in the name of the person who asked for it. */
interface Ticket {
  ticket: string
  /** Milliseconds since 1970. */
  expires: number
}

/** What is kept of a ticket until it is used. */
interface Kept {
  person: string
  call: string
  /** The session that asked for it. */
  session: string
}

/** Milliseconds in which a ticket is used or void: a picture of it is scanned, or a page is opened with it. */
const lifeMs = 60_000
/** Milliseconds for which a session by ticket lives: the longest call, and not the next day. */
const sessionMs = 21_600_000

/** Rejects with `StateUnavailable`. */
export async function issueTicket(
  { person, session }: Identity,
  call: string,
  { state, now }: Ports,
): Promise<Ticket> {
  const ticket = randomBytes(24).toString('base64url')
  const kept: Kept = { person, call, session }
  await state.records.swap(keyOf(ticket), undefined, JSON.stringify(kept), lifeMs)
  return { ticket, expires: now() + lifeMs }
}

/**
 * Whose a ticket is, and until when the session is good that it opens. It is void from then on. A ticket also dies with the session
 * that asked for it. Rejects with `StateUnavailable` and `StoreUnavailable`.
 */
export async function useTicket(
  { ticket, call }: { ticket: string; call: string },
  { state, store, now }: Ports,
  sessions: Pick<Sessions, 'isRevoked'>,
): Promise<SignIn & { until: number }> {
  const until = now() + sessionMs
  const refused = { problem: 'unknown-ticket', until } as const
  const key = keyOf(ticket)
  const text = await state.records.get(key)
  if (text === undefined) return refused
  const kept: Kept = JSON.parse(text)
  if (kept.call !== call) return refused
  // Of two who come with it at once one is let in.
  if (!(await state.records.swap(key, text, undefined, lifeMs))) return refused
  if (await sessions.isRevoked(kept.session)) return refused
  const account = await store.accounts.get(kept.person)
  return account ? { account, until } : refused
}

/** Who reads what the servers share finds no ticket there that could be used. */
function keyOf(ticket: string): string {
  return `call-ticket:${createHash('sha256').update(ticket).digest('base64url')}`
}
