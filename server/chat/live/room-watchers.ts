import { limits, type Message, markOf } from '#protocol'
import type { Client } from '../client'
import type { Wire } from '../ports'
import type { Posted } from './news'
import { OnceASecond } from './once-a-second'

/** Members of a room who are elsewhere: they hear that there is something new, at most once a second. */
export class RoomWatchers {
  readonly #watchers = new Set<Client>()
  /** Since the news before, as many as may be unread. */
  #gathered: Message[] = []
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
    if (this.#watchers.size === 0) return
    this.#gathered = [...this.#gathered, ...lines.map(({ message }) => message)].slice(-1 - limits.unread)
    this.#limiter.ask()
  }

  stop(): void {
    this.#limiter.stop()
    this.#gathered = []
  }

  #tell(): void {
    // The nodes of one room may overtake each other.
    const gathered = this.#gathered.sort((one, other) => one.seq - other.seq)
    const last = gathered.pop()
    this.#gathered = []
    if (!last) return
    const also = gathered.length > 0 && { also: gathered.map(markOf) }
    const news = this.#wire.encode({ type: 'news', room: this.#room, last, ...also }, this.#room)
    for (const watcher of this.#watchers) if (!this.#isInside(watcher)) watcher.push(news)
  }
}
