import { limits, type Message, markOf, type ServerFrameOf } from '#protocol'
import { isFor, type RoomMessage, seenBy } from '../audience'
import type { Client } from '../client'
import type { Wire } from '../ports'
import type { Posted } from './news'
import { OnceASecond } from './once-a-second'

/** Members of a room who are elsewhere: they hear that there is something new, at most once a second. */
export class RoomWatchers {
  readonly #watchers = new Set<Client>()
  /** Since the news before, as many as may be unread. */
  #gathered: RoomMessage[] = []
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
    this.#gathered = []
    const isForAll = gathered.every(({ audience }) => audience === undefined)
    const newsForAll = isForAll && newsOf(this.#room, gathered)
    const ready = newsForAll && this.#wire.encode(newsForAll, this.#room)
    for (const watcher of this.#watchers) {
      if (this.#isInside(watcher)) continue
      if (ready) watcher.push(ready)
      else this.#tellOne(watcher, gathered)
    }
  }

  #tellOne(watcher: Client, gathered: RoomMessage[]): void {
    const news = newsOf(this.#room, heardBy(watcher.person.id, gathered))
    if (news) watcher.send(news)
  }
}

/** What of these is for a person, as they see it. */
function heardBy(person: string, gathered: RoomMessage[]): Message[] {
  return gathered.filter((message) => isFor(person, message)).map((message) => seenBy(person, message))
}

/** The newest, and of those before what counts; nothing of nothing. */
function newsOf(room: string, gathered: Message[]): ServerFrameOf<'news'> | undefined {
  const last = gathered.at(-1)
  if (!last) return undefined
  const before = gathered.slice(0, -1).map(markOf)
  return { type: 'news', room, last, ...(before.length > 0 && { also: before }) }
}
