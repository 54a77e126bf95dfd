import type { Redis } from 'ioredis'
import { isTimeout } from './connect'

/** What a listener is told. */
export interface EarEvents {
  text(channel: string, text: string): void
  /** Something that is wanted may not be heard from now on. */
  lost(): void
  /** Everything that is wanted is heard again: what was said meanwhile was missed. */
  back(): void
  failed(error: unknown): void
}

/**
 * One connection that hears. A connection that is subscribed can do little else, so news come by one of their own.
 * What is wanted is kept here and not in the client, and asked for again until it is had.
 */
export class Ear {
  /** Resolves when the first connection is made, or has failed. */
  readonly opened: Promise<void>
  readonly #wanted = new Set<string>()
  readonly #missing = new Set<string>()
  #lost = false
  #renewing = false
  readonly #redis: Redis
  readonly #sharded: boolean
  readonly #events: EarEvents

  /** The connection is not made yet. `sharded`: each channel is on the shard of its name, and this is one of them. */
  constructor(redis: Redis, sharded: boolean, events: EarEvents) {
    this.#redis = redis
    this.#sharded = sharded
    this.#events = events
    redis.on('error', events.failed)
    redis.on(sharded ? 'smessage' : 'message', events.text)
    redis.on('ready', () => void this.settle())
    redis.on('close', () => {
      this.#renewing = false
      this.#lose(this.#wanted)
    })
    // Its shard has given channels away.
    redis.on('moved', () => this.#lose(this.#wanted))
    this.opened = new Promise((resolve) => {
      for (const event of ['ready', 'error', 'close']) redis.once(event, () => resolve())
    })
    // What fails is told by the events.
    redis.connect().catch(() => undefined)
  }

  /** Whether it hears all that is wanted. */
  get whole(): boolean {
    return this.#redis.status === 'ready' && !this.#lost
  }

  get isIdle(): boolean {
    return this.#wanted.size === 0
  }

  /** Resolves when it is heard, or is kept to be asked for again. */
  async subscribe(channel: string): Promise<void> {
    this.#wanted.add(channel)
    await this.opened
    if (this.#wanted.has(channel)) await this.#ask(channel)
  }

  async unsubscribe(channel: string): Promise<void> {
    this.#wanted.delete(channel)
    this.#missing.delete(channel)
    const done = this.#sharded ? this.#redis.sunsubscribe(channel) : this.#redis.unsubscribe(channel)
    // Without a connection nothing is heard.
    await done.catch(() => undefined)
  }

  /** Asks for what is missing. Never rejects. */
  async settle(): Promise<void> {
    if (this.#redis.status !== 'ready') return
    await Promise.all([...this.#missing].map((channel) => this.#ask(channel)))
    if (!this.#lost || this.#missing.size > 0 || this.#redis.status !== 'ready') return
    this.#lost = false
    this.#events.back()
  }

  /** Finds out whether the connection still lives, and ends it when not. */
  async probe(): Promise<void> {
    await this.#redis.ping().catch(() => this.#renew())
    await this.settle()
  }

  close(): void {
    this.#redis.removeAllListeners()
    this.#redis.on('error', () => undefined)
    this.#redis.disconnect()
  }

  async #ask(channel: string): Promise<void> {
    try {
      await (this.#sharded ? this.#redis.ssubscribe(channel) : this.#redis.subscribe(channel))
      this.#missing.delete(channel)
    } catch (error) {
      this.#lose([channel])
      // Redis was too slow, and may say something before it listens.
      if (isTimeout(error)) this.#renew()
    }
  }

  #renew(): void {
    if (this.#redis.status !== 'ready' || this.#renewing) return
    this.#renewing = true
    // Not only when it has closed: who does not answer may take long for that.
    this.#lose(this.#wanted)
    this.#redis.disconnect(true)
  }

  #lose(channels: Iterable<string>): void {
    for (const channel of channels) if (this.#wanted.has(channel)) this.#missing.add(channel)
    if (this.#lost) return
    this.#lost = true
    this.#events.lost()
  }
}
