import type { Membership, Rooms } from '../../store/store'
import type { Answer } from '../answer'
import { isRefusal } from '../answer'
import { discardMediaOf } from '../claim-media'
import type { Command } from '../context'
import { asOwner } from '../membership'

/** Ends the room for everyone: its messages and files are gone for good. */
export const dissolve: Command<'dissolve'> = async (frame, client, chat): Promise<Answer> => {
  const membership = await asOwner(frame.room, client, chat.ports.store)
  if (isRefusal(membership)) return membership

  const { rooms } = chat.ports.store
  const members = await everyone(frame.room, rooms)
  await discardMediaOf(frame.room, chat.ports)
  await rooms.remove(frame.room)
  // Again, for those that were shared to the room meanwhile.
  await discardMediaOf(frame.room, chat.ports)
  const gone = { type: 'gone', room: frame.room, reason: 'dissolved' } as const
  chat.tellRoom(frame.room, { type: 'cut' })
  chat.calls.group.cut(frame.room)
  for (const { person } of members) chat.tellPerson(person, 'group', gone, client.id)
  return gone
}

async function everyone(room: string, rooms: Rooms): Promise<Membership[]> {
  const all: Membership[] = []
  for (;;) {
    const page = await rooms.members(room, all.at(-1)?.person, 500)
    all.push(...page)
    if (page.length === 0) return all
  }
}
