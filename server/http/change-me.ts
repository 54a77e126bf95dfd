import type { BodyOf, Person } from '#protocol'
import { dropAvatar } from '../media/avatars'
import type { HttpOptions } from './options'
import { HttpProblem } from './problems'

/** Changes how others see a person. A picture that they uploaded and wear no more is removed. */
export async function changeMe(
  id: string,
  change: BodyOf<'POST /api/me'>,
  { ports, media }: HttpOptions,
): Promise<Person> {
  const before = await ports.store.accounts.get(id)
  const me = before && (await ports.people.change(id, change))
  // The token outlived the account: another store, or an older copy of it.
  if (!me) throw new HttpProblem('not-signed-in')
  if (before.avatar !== me.avatar) {
    // What cannot be forgotten now costs a few kilobytes, and the change itself is made.
    await dropAvatar(before.avatar, id, media).catch(() => undefined)
    ports.sweepMedia()
  }
  return me
}
