import type { Client } from '../client'
import type { RoomHub } from './room-hub'

interface Entry {
  hub: RoomHub
  opened: Promise<void>
  holds: number
}

/** The rooms that clients of this node are in or watch. A hub lives while it is held: a count of references. */
export class RoomHubs {
  readonly #entries = new Map<string, Entry>()
  readonly #make: (room: string) => RoomHub

  constructor(make: (room: string) => RoomHub) {
    this.#make = make
  }

  /** The room's hub, listening. To be let go as often as it is held; a failure holds nothing. */
  async hold(room: string): Promise<RoomHub> {
    const entry = this.#entries.get(room) ?? this.#begin(room)
    entry.holds += 1
    try {
      await entry.opened
      return entry.hub
    } catch (error) {
      this.letGo(entry.hub)
      throw error
    }
  }

  letGo(hub: RoomHub): void {
    const entry = this.#entries.get(hub.id)
    if (!entry || entry.hub !== hub) return
    entry.holds -= 1
    if (entry.holds > 0) return
    this.#entries.delete(hub.id)
    hub.close()
  }

  all(): RoomHub[] {
    return [...this.#entries.values()].map(({ hub }) => hub)
  }

  /** The room's hub when it is live here. */
  get(room: string): RoomHub | undefined {
    return this.#entries.get(room)?.hub
  }

  /** The hub of a room that the client has entered. While it is there the hub is held. */
  entered(client: Client, room: string): RoomHub | undefined {
    return client.entered.has(room) ? this.get(room) : undefined
  }

  #begin(room: string): Entry {
    const hub = this.#make(room)
    const entry: Entry = { hub, opened: hub.open(), holds: 0 }
    this.#entries.set(room, entry)
    return entry
  }
}
