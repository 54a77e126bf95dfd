import { Cluster, Command } from 'ioredis'
import type { RedisAddress } from './address'
import { anotherOf, makeRedis } from './connect'
import { Ear, type EarEvents } from './ear'
import type { Link } from './link'

/** Publishing and subscribing. */
export interface Channels {
  /** Rejects while Redis is gone. */
  publish(channel: string, text: string): Promise<unknown>
  /** Resolves when it is heard, or, while Redis is gone, is kept to be asked for when it is back. */
  subscribe(channel: string): Promise<void>
  unsubscribe(channel: string): Promise<void>
  /** Whether everything that is subscribed is heard. */
  readonly whole: boolean
  /** Resolves when the first connection is made, or has failed. */
  readonly opened: Promise<void>
  /** Finds out which connections still live, ends the others, and asks for what is missing. Never rejects. */
  probe(): Promise<void>
  close(): void
}

export function openChannels(link: Link, address: RedisAddress, events: EarEvents): Channels {
  return address.kind === 'cluster' ? new ShardedChannels(link, events) : plain(link, address, events)
}

function plain(link: Link, address: RedisAddress, events: EarEvents): Channels {
  const ear = new Ear(makeRedis(address), false, events)
  return {
    publish: (channel, text) => link.client.publish(channel, text),
    subscribe: (channel) => ear.subscribe(channel),
    unsubscribe: (channel) => ear.unsubscribe(channel),
    get whole() {
      return ear.whole
    },
    opened: ear.opened,
    probe: () => ear.probe(),
    close: () => ear.close(),
  }
}

/** Where a channel is heard; nowhere while its shard is not known. */
interface Place {
  slot: number
  ear: Ear | undefined
}

/**
 * In a cluster each channel lives on the shard of its name: news do not go to every Redis there is. The client has
 * subscribers of its own for that, but keeps no channel that was asked for while it had no connection, and tells
 * of its return a hundred times while one shard is gone (ioredis 6.0).
 */
class ShardedChannels implements Channels {
  readonly opened = Promise.resolve()
  readonly #places = new Map<string, Place>()
  /** By host and port of their masters. */
  readonly #ears = new Map<string, Ear>()
  readonly #link: Link
  readonly #events: EarEvents

  constructor(link: Link, events: EarEvents) {
    this.#link = link
    this.#events = events
    link.onReady(() => void this.#place())
  }

  publish(channel: string, text: string): Promise<unknown> {
    return this.#link.client.spublish(channel, text)
  }

  async subscribe(channel: string): Promise<void> {
    const slot = new Command('ssubscribe', [channel]).getSlot() ?? 0
    const place: Place = { slot, ear: this.#earOf(slot) }
    this.#places.set(channel, place)
    if (place.ear) await place.ear.subscribe(channel)
    else this.#events.lost()
  }

  async unsubscribe(channel: string): Promise<void> {
    const place = this.#places.get(channel)
    this.#places.delete(channel)
    await place?.ear?.unsubscribe(channel)
  }

  get whole(): boolean {
    const places = [...this.#places.values()]
    return places.every(({ ear }) => ear) && [...this.#ears.values()].every((ear) => ear.whole)
  }

  async probe(): Promise<void> {
    await this.#place()
    await Promise.all([...this.#ears.values()].map((ear) => ear.probe()))
  }

  close(): void {
    for (const ear of this.#ears.values()) ear.close()
  }

  /** Brings each channel to the shard that has it now. */
  async #place(): Promise<void> {
    const moved: Array<Promise<void>> = []
    for (const [channel, place] of this.#places) {
      const ear = this.#earOf(place.slot)
      if (!ear || ear === place.ear) continue
      void place.ear?.unsubscribe(channel)
      place.ear = ear
      moved.push(ear.subscribe(channel))
    }
    for (const [master, ear] of this.#ears)
      if (ear.isIdle && !this.#isMaster(master)) this.#forget(master, ear)
    if (moved.length === 0) return
    await Promise.all(moved)
    // An ear that has failed meanwhile tells of its own return.
    if (this.whole) this.#events.back()
  }

  #earOf(slot: number): Ear | undefined {
    const { client } = this.#link
    if (!(client instanceof Cluster)) return undefined
    const master = client.slots[slot]?.[0]
    const known = master === undefined ? undefined : this.#ears.get(master)
    if (known || master === undefined) return known
    const server = client.nodes('master').find(({ options }) => `${options.host}:${options.port}` === master)
    if (!server) return undefined
    const ear = new Ear(anotherOf(server), true, this.#events)
    this.#ears.set(master, ear)
    return ear
  }

  #isMaster(master: string): boolean {
    const { client } = this.#link
    return client instanceof Cluster && client.slots.some(([first]) => first === master)
  }

  #forget(master: string, ear: Ear): void {
    this.#ears.delete(master)
    ear.close()
  }
}
