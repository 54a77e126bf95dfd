import type { Ports } from '../chat/ports'
import type { Rate } from '../state/state'
import { checkPassword } from './hashing'
import type { Sessions } from './sessions'

/** Tries of one login name from one address: 1,440 a day for who never stops. */
const triesFromAddress: Rate = { perSecond: 1 / 60, burst: 10 }
/**
 * Tries of one login name from everywhere. Six times that of an address, so that who keeps one address busy, or five,
 * locks nobody out elsewhere; it bounds who has many.
 */
const triesOfName: Rate = { perSecond: 0.1, burst: 100 }

/** A try of a password. */
interface PasswordTry {
  /** A text that can be a login name. */
  login: string
  password: string
  /** The key by which the address is limited. */
  address: string
  /** The account of that name and its hash, where there is one. */
  account?: string
  hash?: string
}

/**
 * Whether it is the password of the account; or the milliseconds after which it may be tried again. The answer no
 * takes as long without an account. Rejects with `TooBusy`.
 */
export async function isPassword(
  given: PasswordTry,
  ports: Ports,
  sessions: Sessions,
): Promise<boolean | { retryAfter: number }> {
  const retryAfter = await takeTry(given, ports, sessions)
  return retryAfter > 0 ? { retryAfter } : checkPassword(given.hash, given.password)
}

async function takeTry({ login, address, account }: PasswordTry, { state }: Ports, sessions: Sessions) {
  const name = login.toLowerCase()
  const wait = await state.limits.take(`password:${name} ${address}`, triesFromAddress)
  if (wait > 0) return wait
  const waitAnywhere = await state.limits.take(`password:${name}`, triesOfName)
  // From where the account has signed in before, others cannot use up what it needs.
  const known = waitAnywhere > 0 && account !== undefined && (await sessions.isKnown(account, address))
  return known ? 0 : waitAnywhere
}
