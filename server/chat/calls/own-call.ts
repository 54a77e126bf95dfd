import { lobby } from '#protocol'
import { isMember } from '../membership'
import type { Ports } from '../ports'
import type { Call } from './call'

/**
 * Whether a call goes on, or may, in which this person takes part or can: one of the two of it, or a member of its group. For
 * everybody else there is no such call. Rejects with `StateUnavailable` and `StoreUnavailable`.
 */
export async function isOwnCall(
  call: string,
  person: string,
  { state, store }: Pick<Ports, 'state' | 'store'>,
): Promise<boolean> {
  const dot = call.lastIndexOf('.')
  if (dot >= 0) {
    const room = call.slice(0, dot)
    return room === lobby || (await isMember(room, person, store))
  }
  const record = await state.records.get(`call:${call}`)
  if (record === undefined) return false
  const { from, to, state: is }: Call = JSON.parse(record)
  return is.is !== 'ended' && [from, to].includes(person)
}
