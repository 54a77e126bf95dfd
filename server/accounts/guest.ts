import { isName, tidyName } from '#protocol'
import type { Ports } from '../chat/ports'
import type { SignIn } from './outcome'

/** Somebody comes in by a name alone. Who loses the token has lost the account. */
export async function signInGuest(given: string, ports: Ports): Promise<SignIn> {
  const name = tidyName(given)
  if (!isName(name)) return { problem: 'bad-name' }
  const account = { id: ports.newId(), name, avatar: '', created: ports.now() }
  await ports.store.accounts.create(account, { kind: 'guest' })
  return { account }
}
