import type { Room } from '../store'

export const roomColumns = 'id, kind, name, code, created'

export interface RoomRow {
  id: string
  kind: Room['kind']
  name: string
  code: string | null
  created: number
}

export function roomOf({ id, kind, name, code, created }: RoomRow): Room {
  const room: Room = { id, kind, name, created }
  if (code !== null) room.code = code
  return room
}
