import { tidyLogin } from '#protocol'
import type { Ports } from '../chat/ports'
import type { SignIn } from './outcome'
import { hashPassword, passwordProblem } from './password'
import { isLoginName } from './password-login'

/** Makes an account with a login name and a password; the login name is the first name shown as well. */
export async function register(typed: string, password: string, ports: Ports): Promise<SignIn> {
  const login = tidyLogin(typed)
  if (!isLoginName(login))
    return { problem: 'bad-name', detail: 'A login name has 3 to 32 letters, digits or _.-' }
  const weakness = passwordProblem(password, login)
  if (weakness) return { problem: 'bad-password', detail: weakness }

  const { accounts } = ports.store
  // The store decides; asking first spares the hash of a name that is gone.
  if (await accounts.byLogin(login)) return { problem: 'name-taken' }
  const hash = await hashPassword(password)
  const account = { id: ports.newId(), name: login, avatar: '', created: ports.now() }
  const made = await accounts.create(account, { kind: 'password', login, hash })
  return 'created' in made ? { account } : { problem: 'name-taken' }
}
