import type { Client } from '../client'
import type { Wire } from '../ports'
import type { Posted } from './news'
import { OnceASecond } from './once-a-second'

/** Members of a room who are elsewhere: they hear that there is something new, at most once a second. */
export class RoomWatchers {
  readonly #watchers = new Set<Client>()
  #newest: Posted | undefined
  readonly #limiter = new OnceASecond(() => this.#tell())
  readonly #room: string
  readonly #wire: Pick<Wire, 'encode'>
  readonly #isInside: (client: Client) => boolean

  /** `isInside`: whether the client is in the room by now, and hears each message anyway. */
  constructor(room: string, wire: Pick<Wire, 'encode'>, isInside: (client: Client) => boolean) {
    this.#room = room
    this.#wire = wire
    this.#isInside = isInside
  }

  add(client: Client): void {
    this.#watchers.add(client)
  }

  delete(client: Client): void {
    this.#watchers.delete(client)
  }

  [Symbol.iterator](): Iterator<Client> {
    return this.#watchers.values()
  }

  /** Something was said. */
  announce(lines: Posted[]): void {
    this.#newest = lines.at(-1) ?? this.#newest
    if (this.#watchers.size > 0) this.#limiter.ask()
  }

  stop(): void {
    this.#limiter.stop()
  }

  #tell(): void {
    if (!this.#newest) return
    const news = this.#wire.encode({ type: 'news', room: this.#room, last: this.#newest.message }, this.#room)
    for (const watcher of this.#watchers) if (!this.#isInside(watcher)) watcher.push(news)
  }
}
