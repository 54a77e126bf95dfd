import type { ServerFrame } from '../protocol/index'
import { Feed } from './feed'
import type { Room, RoomHooks } from './room'
import { RoomHandle } from './room-handle'
import type { Surroundings } from './surroundings'

/** The rooms that pages show. A room shown by two pages is entered once. */
export class Feeds {
  private readonly around: Surroundings
  private readonly open = new Map<string, Feed>()

  constructor(around: Surroundings) {
    this.around = around
  }

  enter(id: string, hooks: RoomHooks): Room {
    const feed = this.open.get(id) ?? new Feed(id, this.around)
    this.open.set(id, feed)
    return new RoomHandle(feed, hooks, this.around, () => this.release(feed))
  }

  hear(frame: ServerFrame): void {
    if (frame.type === 'profile') for (const feed of this.open.values()) feed.rename(frame.person)
  }

  save(): void {
    for (const feed of this.open.values()) feed.save()
  }

  close(): void {
    for (const feed of this.open.values()) feed.close()
    this.open.clear()
  }

  private release(feed: Feed): void {
    if (feed.isWatched || this.open.get(feed.room) !== feed) return
    this.open.delete(feed.room)
    feed.close()
  }
}
