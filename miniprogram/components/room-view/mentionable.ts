import type { Person } from '../../protocol/index'
import type { RoomHandle } from '../../rooms/room-handle'
import type { Mentionable } from '../mention-picker/mention-picker'

/** People who spoke last that are offered at most. */
const mostRecent = 20

/** Whom one may mention in a room. */
export function mentionable(room: RoomHandle, me: string): Mentionable {
  const others = (people: readonly Person[]) => people.filter(({ id }) => id !== me)
  return {
    recent: () => others(speakers(room)).slice(0, mostRecent),
    async find(name) {
      const { members } = await room.members(name === '' ? {} : { name })
      return others(members.map(({ person }) => person))
    },
    isOwner: () => room.state().role === 'owner',
  }
}

/** Who spoke last, that one first, each once. Who has no name is gone. */
function speakers(room: RoomHandle): Person[] {
  const people = new Map<string, Person>()
  for (const { from } of [...room.lines()].reverse())
    if (from.name !== '' && !people.has(from.id)) people.set(from.id, from)
  return [...people.values()]
}
