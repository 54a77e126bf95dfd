import type { Room } from '../store'
import type { RoomDoc } from './models'

/** Before the code of a room that has none: the index wants one from each. */
const codeless = '-'

export function docOf(
  { id, code, ...shown }: Room,
  rest: Pick<RoomDoc, 'owner' | 'founder' | 'request' | 'members'>,
): RoomDoc {
  return { _id: id, ...shown, code: code ?? codeless + id, ...rest, counted: Date.now() }
}

export function roomOf({ _id, kind, name, code, created }: RoomDoc): Room {
  const room: Room = { id: _id, kind, name, created }
  if (!code.startsWith(codeless)) room.code = code
  return room
}
