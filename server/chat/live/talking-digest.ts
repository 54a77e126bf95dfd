import type { ServerFrameOf } from '#protocol'
import { OnceASecond } from './once-a-second'

type Talking = ServerFrameOf<'talking'>

/** Who takes part in the call of a room, for those in the room who do not: told at most once a second. */
export class TalkingDigest {
  #latest: Talking | undefined
  #loading: Promise<void> | undefined
  /** What was read is older than what was heard meanwhile. */
  #heard = false
  readonly #limiter = new OnceASecond(() => this.#latest && this.#send(this.#latest))
  readonly #read: () => Promise<Talking | undefined>
  readonly #send: (frame: Talking) => void

  /** `read` tells how it stands now: nothing while nobody talks. */
  constructor(read: () => Promise<Talking | undefined>, send: (frame: Talking) => void) {
    this.#read = read
    this.#send = send
  }

  /** Who talks, as far as is known; nothing while nobody does. */
  get now(): Talking | undefined {
    return this.#latest && this.#latest.people.length > 0 ? this.#latest : undefined
  }

  /** Reads how it stands unless that is done. Never rejects: what cannot be read now is read by the next call. */
  load(): Promise<void> {
    this.#loading ??= this.#learn().catch(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  /** Reads it again, for news may have been lost; who is in the room hears what has changed. */
  async resync(): Promise<void> {
    if (!this.#loading) return
    const before = this.now
    this.#heard = false
    await this.#learn()
    if (JSON.stringify(before) !== JSON.stringify(this.now)) this.#limiter.ask()
  }

  hear(frame: Talking): void {
    this.#heard = true
    this.#latest = frame
    this.#limiter.ask()
  }

  /** Nobody is in the room. */
  forget(): void {
    this.#limiter.stop()
    this.#latest = undefined
    this.#loading = undefined
    this.#heard = false
  }

  async #learn(): Promise<void> {
    const read = await this.#read()
    if (this.#heard) return
    // Who heard of a call must hear of its end.
    this.#latest = read ?? (this.#latest && { ...this.#latest, people: [] })
  }
}
