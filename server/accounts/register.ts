import type { Ports } from '../chat/ports'
import { hashPassword } from './hashing'
import type { SignIn } from './outcome'
import { weaknessOf } from './password'
import { isLoginName } from './password-login'

/** A login name and a password that somebody chose. */
export interface Chosen {
  login: string
  password: string
}

/** Why nobody can have these; nothing when the store may be asked. */
export function choiceProblem({ login, password }: Chosen) {
  if (isLoginName(login)) return weaknessOf(password, login)
  return { problem: 'bad-name', detail: 'A login name has 3 to 32 letters, digits or _.-' } as const
}

/** Makes an account with a login name and a password; the login name is the first name shown as well. */
export async function register(chosen: Chosen, ports: Ports): Promise<SignIn> {
  const problem = choiceProblem(chosen)
  if (problem) return problem

  const { accounts } = ports.store
  const { login, password } = chosen
  // The store decides; asking first spares the hash of a name that is gone.
  if (await accounts.byLogin(login)) return { problem: 'name-taken' }
  const hash = await hashPassword(password)
  const account = { id: ports.newId(), name: login, avatar: '', created: ports.now() }
  const made = await accounts.create(account, { kind: 'password', login, hash })
  return 'created' in made ? { account } : { problem: 'name-taken' }
}
