import type { Ports } from '../chat/ports'
import { hashPassword } from './hashing'
import type { ChangeProblem } from './outcome'
import { weaknessOf } from './password'
import { isPassword } from './password-tries'
import type { Sessions } from './sessions'
import type { Identity } from './tokens'

interface PasswordChange {
  current: string
  password: string
  /** The key by which the address is limited. */
  address: string
}

/**
 * Another password for an account that has one; all its other sessions are signed out. Asked again with the same, it
 * finishes what was begun. Why not, or nothing when it is done.
 */
export async function changePassword(
  identity: Identity,
  { current, password, address }: PasswordChange,
  ports: Ports,
  sessions: Sessions,
): Promise<ChangeProblem | undefined> {
  const { accounts } = ports.store
  const { person } = identity
  const own = await accounts.credentialOf(person)
  if (own?.kind !== 'password') return { problem: 'no-password' }
  const weakness = weaknessOf(password, own.login)
  if (weakness) return weakness

  // The second: the answer was lost, and the new password is the account's already.
  for (const given of [current, password]) {
    const right = await isPassword({ ...own, account: person, password: given, address }, ports, sessions)
    if (typeof right === 'object') return { problem: 'too-fast', ...right }
    if (!right) continue
    if (given === current) await accounts.setHash(person, await hashPassword(password))
    await sessions.endOthers(identity)
    return undefined
  }
  return { problem: 'wrong-password' }
}
