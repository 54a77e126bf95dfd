import type { ServerFrame } from '../protocol/index'
import { OpenRoom } from './open-room'
import { Places } from './places'
import type { RoomHooks } from './room'
import type { RoomDeps } from './room-deps'
import { RoomHandle } from './room-handle'

/** The rooms that pages show. A room shown by two pages is entered once. */
export class OpenRooms {
  private readonly deps: RoomDeps
  private readonly places = new Places()
  private readonly open = new Map<string, OpenRoom>()

  constructor(deps: RoomDeps) {
    this.deps = deps
  }

  enter(id: string, hooks: RoomHooks): RoomHandle {
    const openRoom = this.open.get(id) ?? new OpenRoom(id, this.deps)
    this.open.set(id, openRoom)
    return new RoomHandle(openRoom, hooks, this.deps, this.places, () => this.release(openRoom))
  }

  hear(frame: ServerFrame): void {
    if (frame.type === 'profile') for (const openRoom of this.open.values()) openRoom.rename(frame.person)
  }

  save(): void {
    for (const openRoom of this.open.values()) openRoom.save()
  }

  close(): void {
    for (const openRoom of this.open.values()) openRoom.close()
    this.open.clear()
  }

  private release(openRoom: OpenRoom): void {
    if (openRoom.isWatched || this.open.get(openRoom.room) !== openRoom) return
    this.open.delete(openRoom.room)
    openRoom.close()
  }
}
