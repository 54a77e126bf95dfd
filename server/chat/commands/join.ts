import { limits, tidyId } from '#protocol'
import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import type { Command } from '../context'
import { hasMostRooms, isMember } from '../membership'
import { asRoom, tellMember } from '../membership-news'

/** Becomes a member of the room with this code. Idempotent: a member gets the room again. */
export const join: Command<'join'> = async (frame, client, chat): Promise<Answer> => {
  const { store, state, now } = chat.ports
  const me = client.person.id
  const pause = await state.limits.take(`join:${me}`, { perSecond: 0.5, burst: 20 })
  if (pause > 0) return refuse('too-fast', pause)

  const room = await store.rooms.byCode(tidyId(frame.code).toUpperCase())
  if (!room) return refuse('unknown-code')
  if (await isMember(room.id, me, store)) return asRoom(room.id, client, chat)
  if (await store.rooms.isBarred(room.id, me)) return refuse('barred')
  if (await hasMostRooms(me, store)) return refuse('too-many-rooms')
  const joined = await store.rooms.join(room.id, me, now(), limits.membersPerRoom)
  if (joined === 'full') return refuse('room-full')
  // Removed by the owner between the two: their devices may join at the same time.
  if (await store.rooms.isBarred(room.id, me)) {
    await store.rooms.quit(room.id, me)
    return refuse('barred')
  }

  chat.tellJoined(me, 'group', room.id)
  tellMember(room.id, client.person, 'member', chat)
  const answer = await asRoom(room.id, client, chat)
  if (!isRefusal(answer)) chat.tellPerson(me, 'group', answer, client.id)
  return answer
}
