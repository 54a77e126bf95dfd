import type { Person, ServerFrameOf } from '#protocol'
import { OnceASecond } from './once-a-second'

/** People named in one frame; a busier second is told by the number alone. */
const mostNamed = 50

/** Gathers who came and went in a room into `presence` frames, at most one a second. */
export class PresenceDigest {
  #joined = new Map<string, Person>()
  #left = new Map<string, Person>()
  #online = 0
  readonly #limiter = new OnceASecond(() => void this.#tell())
  readonly #room: string
  readonly #count: () => Promise<number>
  readonly #send: (frame: ServerFrameOf<'presence'>) => void

  constructor(room: string, count: () => Promise<number>, send: (frame: ServerFrameOf<'presence'>) => void) {
    this.#room = room
    this.#count = count
    this.#send = send
  }

  came(person: Person): void {
    // Gone and back within the second: not worth telling.
    if (!this.#left.delete(person.id)) this.#joined.set(person.id, person)
    this.#limiter.ask()
  }

  went(person: Person): void {
    if (!this.#joined.delete(person.id)) this.#left.set(person.id, person)
    this.#limiter.ask()
  }

  stop(): void {
    this.#limiter.stop()
  }

  async #tell(): Promise<void> {
    const joined = [...this.#joined.values()].slice(0, mostNamed)
    const left = [...this.#left.values()].slice(0, mostNamed)
    this.#joined.clear()
    this.#left.clear()
    if (joined.length + left.length === 0) return
    // Who came and went is told even while the number cannot be had: then with the last known one.
    this.#online = await this.#count().catch(() => this.#online)
    this.#send({ type: 'presence', room: this.#room, online: this.#online, joined, left })
  }
}
