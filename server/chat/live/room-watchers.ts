import { isFor, type RoomMessage, seenBy } from '../audience'
import type { Client } from '../client'
import type { Wire } from '../ports'
import type { Posted } from './news'
import { OnceASecond } from './once-a-second'

/** Members of a room who are elsewhere: they hear that there is something new, at most once a second. */
export class RoomWatchers {
  readonly #watchers = new Set<Client>()
  #newest: RoomMessage | undefined
  /** The newest that is for everybody. */
  #newestForAll: RoomMessage | undefined
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
    for (const { message } of lines) {
      this.#newest = message
      if (message.audience === undefined) this.#newestForAll = message
    }
    this.#limiter.ask()
  }

  stop(): void {
    this.#limiter.stop()
  }

  #tell(): void {
    const [newest, forAll] = [this.#newest, this.#newestForAll]
    this.#newest = undefined
    this.#newestForAll = undefined
    const ready = forAll && this.#wire.encode({ type: 'news', room: this.#room, last: forAll }, this.#room)
    for (const watcher of this.#watchers) {
      if (this.#isInside(watcher)) continue
      const { id } = watcher.person
      if (newest && newest !== forAll && isFor(id, newest))
        watcher.send({ type: 'news', room: this.#room, last: seenBy(id, newest) })
      else if (ready) watcher.push(ready)
    }
  }
}
