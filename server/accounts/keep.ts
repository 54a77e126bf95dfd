import type { Ports } from '../chat/ports'
import { hashPassword } from './hashing'
import type { ChangeProblem } from './outcome'
import { isPassword } from './password-tries'
import { type Chosen, choiceProblem } from './register'
import type { Sessions } from './sessions'

interface Keeping extends Chosen {
  /** The key by which the address is limited. */
  address: string
}

/** A guest signs in by login name and password from now on: the same account. Why not, or nothing when it is done. */
export async function keepGuest(
  person: string,
  chosen: Keeping,
  ports: Ports,
  sessions: Sessions,
): Promise<ChangeProblem | undefined> {
  const problem = choiceProblem(chosen)
  if (problem) return problem

  const { accounts } = ports.store
  const { login, password, address } = chosen
  const own = await accounts.credentialOf(person)
  if (own?.kind === 'password' && own.login === login.toLowerCase()) {
    // Asked again, for the answer was lost. With another password it is no repeat.
    const repeat = await isPassword({ ...own, account: person, password, address }, ports, sessions)
    return repeat === true ? undefined : { problem: 'not-a-guest' }
  }
  if (own?.kind !== 'guest') return { problem: 'not-a-guest' }
  if (await accounts.byLogin(login)) return { problem: 'name-taken' }
  const given = await accounts.giveLogin(person, login, await hashPassword(password))
  if (given === 'taken') return { problem: 'name-taken' }
  return given === 'given' ? undefined : { problem: 'not-a-guest' }
}
