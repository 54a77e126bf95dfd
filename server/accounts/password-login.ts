import type { Ports } from '../chat/ports'
import type { Rate } from '../state/state'
import type { SignIn } from './outcome'
import { checkPassword } from './password'

/** Tries of one login name, from wherever they come: some 8,600 guesses a day for who never stops. */
export const triesPerName: Rate = { perSecond: 0.1, burst: 10 }

/** Signs in by login name and password. An unknown name and a wrong password are the same answer. */
export async function signInPassword(login: string, password: string, ports: Ports): Promise<SignIn> {
  const retryAfter = await ports.state.limits.take(`password:${login.toLowerCase()}`, triesPerName)
  if (retryAfter > 0) return { problem: 'too-fast', retryAfter }

  const known = await ports.store.accounts.byLogin(login)
  const right = await checkPassword(known?.hash, password)
  return known && right ? { account: known.account } : { problem: 'wrong-password' }
}
