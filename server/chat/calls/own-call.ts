import { lobby } from '#protocol'
import { isMember } from '../membership'
import type { Ports } from '../ports'
import { peopleOf } from './call'
import { CallRecords } from './call-records'
import { roomOfCall } from './group-call'

/**
 * Whether a call goes on, or may, in which this person takes part or can: one of the two of it, or a member of its group. For
 * everybody else there is no such call. Rejects with `StateUnavailable` and `StoreUnavailable`.
 */
export async function isOwnCall(
  call: string,
  person: string,
  { state, store }: Pick<Ports, 'state' | 'store'>,
): Promise<boolean> {
  const room = roomOfCall(call)
  if (room !== undefined) return room === lobby || isMember(room, person, store)
  const found = await new CallRecords(state.records).read(call)
  return found !== undefined && found.state.is !== 'ended' && peopleOf(found).includes(person)
}
