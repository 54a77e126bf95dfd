import type { Feed } from './feed'

interface Entry {
  feed: Feed
  opened: Promise<void>
  holds: number
}

/** The rooms that somebody on this node is in or watches. A feed lives while it is held. */
export class Feeds {
  private readonly entries = new Map<string, Entry>()

  constructor(private readonly make: (room: string) => Feed) {}

  /** The room's feed, listening. To be let go as often as it is held; a failure holds nothing. */
  async hold(room: string): Promise<Feed> {
    const entry = this.entries.get(room) ?? this.begin(room)
    entry.holds += 1
    try {
      await entry.opened
      return entry.feed
    } catch (error) {
      this.letGo(entry.feed)
      throw error
    }
  }

  letGo(feed: Feed): void {
    const entry = this.entries.get(feed.id)
    if (!entry || entry.feed !== feed) return
    entry.holds -= 1
    if (entry.holds > 0) return
    this.entries.delete(feed.id)
    feed.close()
  }

  all(): Feed[] {
    return [...this.entries.values()].map(({ feed }) => feed)
  }

  /** The room's feed when it is live here. */
  get(room: string): Feed | undefined {
    return this.entries.get(room)?.feed
  }

  private begin(room: string): Entry {
    const feed = this.make(room)
    const entry: Entry = { feed, opened: feed.open(), holds: 0 }
    this.entries.set(room, entry)
    return entry
  }
}
