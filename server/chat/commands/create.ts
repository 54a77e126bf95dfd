import { tidyName } from '#protocol'
import type { Room } from '../../store/store'
import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import type { Command } from '../context'
import { newRoomCode } from '../ids'
import { hasMostRooms } from '../membership'
import { asRoom } from '../membership-news'

/** Makes a room of which the client is the owner. Idempotent: a retry gets the same room. */
export const create: Command<'create'> = async (frame, client, chat): Promise<Answer> => {
  const { store, newId, now } = chat.ports
  const me = client.person.id
  const full = await hasMostRooms(me, store)

  const plan: Omit<Room, 'code'> = { id: newId(), kind: 'group', name: tidyName(frame.name), created: now() }
  for (;;) {
    const made = await store.rooms.create(
      { ...plan, code: newRoomCode() },
      [{ person: me, role: 'owner' }],
      frame.id,
    )
    // Two rooms in a million million have the same code: take another one.
    if ('codeTaken' in made) continue
    // Only now is it known that this was no retry, which gets its room however many there are.
    if (full && made.room.id === plan.id) {
      await store.rooms.remove(plan.id)
      return refuse('too-many-rooms')
    }
    const answer = await asRoom(made.room.id, client, chat)
    // A retry may come from a person who has left the room since: they are told nothing of it any more.
    if (isRefusal(answer)) return answer
    chat.tellJoined(me, 'group', made.room.id)
    chat.tellPerson(me, 'group', answer, client.id)
    return answer
  }
}
