import type { BodyOf, Me } from '#protocol'
import { meOf } from '../chat/people'
import { setReceipts } from '../chat/receipts'
import { dropAvatar } from '../media/avatars'
import type { HttpOptions } from './options'
import { HttpProblem } from './problems'

/** Changes a person: how others see them, and whether others see what they read. A picture that they uploaded and wear no more is removed. */
export async function changeMe(
  id: string,
  { receipts, ...shown }: BodyOf<'POST /api/me'>,
  { ports, media }: HttpOptions,
): Promise<Me> {
  const before = await ports.store.accounts.get(id)
  if (before && receipts !== undefined) await setReceipts(id, receipts, ports)
  if (before && Object.keys(shown).length > 0) await ports.people.change(id, shown)
  const me = before && (await ports.store.accounts.get(id))
  // The token outlived the account: another store, or an older copy of it.
  if (!me) throw new HttpProblem('not-signed-in')
  if (before.avatar !== me.avatar) {
    // What cannot be forgotten now costs a few kilobytes, and the change itself is made.
    await dropAvatar(before.avatar, id, media).catch(() => undefined)
    ports.sweepMedia()
  }
  return meOf(me)
}
