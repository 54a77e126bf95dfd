import type { Ports } from '../chat/ports'
import { checkPassword } from './hashing'
import type { SignIn } from './outcome'
import { isPassword } from './password-tries'
import type { Sessions } from './sessions'

/** Whether a text can be a login name: 3 to 32 letters, digits or `_.-`. */
export function isLoginName(text: string): boolean {
  return /^[A-Za-z0-9_.-]{3,32}$/.test(text)
}

/** What somebody signs in with. */
interface PasswordLogin {
  login: string
  password: string
  /** The key by which the address is limited. */
  address: string
}

/** Signs in by login name and password. An unknown name and a wrong password are the same answer. */
export async function signInPassword(
  given: PasswordLogin,
  ports: Ports,
  sessions: Sessions,
): Promise<SignIn> {
  const { accounts } = ports.store
  const wrong = { problem: 'wrong-password' } as const
  if (!isLoginName(given.login)) {
    // What no login name can be is nobody's, and becomes no key anywhere.
    await checkPassword(undefined, given.password)
    return wrong
  }
  const known = await accounts.byLogin(given.login)
  const account = known && { account: known.account.id, hash: known.hash }
  const right = await isPassword({ ...given, ...account }, ports, sessions)
  if (typeof right === 'object') return { problem: 'too-fast', ...right }
  if (!right) return wrong
  // Hashing may have waited for long, and the password may be another one by now.
  const now = await accounts.byLogin(given.login)
  return now?.hash === known?.hash && now ? { account: now.account } : wrong
}
