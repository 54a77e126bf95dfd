import type { House } from './house'
import type { Visitor } from './visitor'

/** Watches the rooms that the person has joined, and ends the visits to those they belong to no more. */
export async function keepRooms(visitor: Visitor, home: House): Promise<void> {
  const before = [...visitor.watched.keys(), ...visitor.entered.keys()]
  const rooms = await roomsOf(visitor, home)
  await Promise.all(rooms.map((room) => home.watch(visitor, room)))
  // Read again: whoever was removed in between was not there yet to be put out.
  const still = new Set(await roomsOf(visitor, home))
  const gone = [...new Set([...before, ...rooms])].filter((room) => !still.has(room))
  await Promise.all(gone.map((room) => endVisit(visitor, room, home)))
}

/** The person's rooms that belong on the visitor's port. */
async function roomsOf(visitor: Visitor, { ports }: House): Promise<string[]> {
  const all = await ports.store.rooms.of(visitor.person.id)
  const own = all.filter((room) => (room.kind === 'direct') === (visitor.port === 'direct'))
  return own.map(({ room }) => room)
}

async function endVisit(visitor: Visitor, room: string, home: House): Promise<void> {
  const [watched, entered] = [visitor.watched.get(room), visitor.entered.get(room)]
  if (watched) home.unwatch(visitor, watched)
  if (!entered) return
  visitor.send({ type: 'gone', room, reason: 'removed' })
  await home.leave(visitor, entered)
}
