import { tidyLogin } from '#protocol'
import type { Ports } from '../chat/ports'
import type { Rate } from '../state/state'
import type { SignIn } from './outcome'
import { checkPassword } from './password'

/** Whether a text can be a login name: 3 to 32 letters, digits or `_.-`. */
export function isLoginName(text: string): boolean {
  return /^[A-Za-z0-9_.-]{3,32}$/.test(text)
}

/** Tries of one login name, from wherever they come: some 8,600 guesses a day for who never stops. */
const triesPerName: Rate = { perSecond: 0.1, burst: 10 }

/** Signs in by login name and password. An unknown name and a wrong password are the same answer. */
export async function signInPassword(typed: string, password: string, ports: Ports): Promise<SignIn> {
  const login = tidyLogin(typed)
  // What no login name can be is nobody's, and becomes no key anywhere.
  const known = isLoginName(login) ? await lookUp(login, ports) : undefined
  if (known && 'problem' in known) return known
  const right = await checkPassword(known?.hash, password)
  return known && right ? { account: known.account } : { problem: 'wrong-password' }
}

async function lookUp(login: string, { state, store }: Ports) {
  const retryAfter = await state.limits.take(`password:${login.toLowerCase()}`, triesPerName)
  if (retryAfter > 0) return { problem: 'too-fast' as const, retryAfter }
  return store.accounts.byLogin(login)
}
