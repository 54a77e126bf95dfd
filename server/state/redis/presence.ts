import { MemoryPresence } from '../memory-presence'
import type { Drift, Presence } from '../state'
import type { Client } from './connect'
import type { PlaceKeys } from './scripts'

/** One beat of the node looks after one of so many parts of its places. */
const parts = 20

/**
 * Who is where, on all nodes. Redis has it by node, so that what a dead node had can be taken away; each
 * node also has its own part in memory: it answers from that while Redis is gone, and writes it to Redis
 * again when that was emptied.
 */
export class RedisPresence implements Presence {
  readonly #own = new MemoryPresence()
  readonly #client: Client
  readonly #node: string
  readonly #prefix: string
  readonly #onError: (error: unknown) => void
  /** Places that Redis knows this node to be at: where others clear up when it dies. */
  readonly #known = new Set<string>()
  #due: string[] = []
  #onDrift: (drift: Drift) => void = () => undefined

  constructor(client: Client, node: string, prefix: string, onError: (error: unknown) => void) {
    this.#client = client
    this.#node = node
    this.#prefix = prefix
    this.#onError = onError
  }

  async come(place: string, person: string, connection: string): Promise<boolean> {
    const first = await this.#own.come(place, person, connection)
    return this.#ask(first, async () => {
      await this.#makeKnown(place)
      return (await this.#client.come(...this.#keys(place), person, connection)) === 1
    })
  }

  async go(place: string, person: string, connection: string): Promise<boolean> {
    const last = await this.#own.go(place, person, connection)
    return this.#ask(
      last,
      async () => (await this.#client.go(...this.#keys(place), person, connection)) === 1,
    )
  }

  async count(place: string): Promise<number> {
    return this.#ask(this.#own.count(place), () => this.#client.zcard(this.#people(place)))
  }

  async isThere(place: string, person: string): Promise<boolean> {
    return (await this.whoOf(place, [person])).has(person)
  }

  async whoOf(place: string, people: string[]): Promise<Set<string>> {
    if (people.length === 0) return new Set()
    return this.#ask(this.#own.whoOf(place, people), async () => {
      const scores = await this.#client.zmscore(this.#people(place), ...people)
      return new Set(people.filter((_, at) => scores[at] !== null))
    })
  }

  async list(place: string, after: string | undefined, limit: number): Promise<string[]> {
    const from = after === undefined ? '-' : `(${after}`
    return this.#ask(this.#own.list(place, after, limit), () =>
      this.#client.zrangebylex(this.#people(place), from, '+', 'LIMIT', 0, limit),
    )
  }

  onDrift(hear: (drift: Drift) => void): void {
    this.#onDrift = hear
  }

  /** Makes Redis know all that this node knows, after one of the two was away. */
  async announce(): Promise<void> {
    this.#known.clear()
    this.#due = []
    await Promise.all((await this.#places()).map((place) => this.#sync(place)))
  }

  /** Looks after some places, all of them in turn: whatever went wrong is right again within a minute. */
  async refresh(): Promise<void> {
    if (this.#due.length === 0) this.#due = await this.#places()
    const some = this.#due.splice(0, Math.ceil((this.#own.places.length + 1) / parts))
    await Promise.all(some.map((place) => this.#sync(place)))
  }

  /** Takes away what a node has left behind. Twice, or by two at the same time, is fine. */
  async sweep(node: string): Promise<void> {
    const places = await this.#client.smembers(this.#placesOf(node))
    for (const place of places) this.#tell(place, await this.#client.sync(...this.#keys(place, node)))
    await this.#client.del(this.#placesOf(node))
  }

  async #sync(place: string): Promise<void> {
    const connections = this.#own.connectionsAt(place)
    if (connections.length > 0) await this.#makeKnown(place)
    // Read again: somebody may have come or gone meanwhile.
    const now = this.#own.connectionsAt(place)
    const synced = this.#client.sync(...this.#keys(place), ...now.flat())
    if (now.length === 0 && this.#known.delete(place))
      await Promise.all([synced, this.#client.srem(this.#placesOf(this.#node), place)])
    this.#tell(place, await synced)
  }

  #tell(place: string, [came, went]: [string[], string[]]): void {
    if (came.length + went.length > 0) this.#onDrift({ place, came, went })
  }

  async #places(): Promise<string[]> {
    const written = await this.#client.smembers(this.#placesOf(this.#node))
    return [...new Set([...written, ...this.#own.places])]
  }

  /** Must be known before anybody is there: who dies in between leaves nothing that nobody finds. */
  async #makeKnown(place: string): Promise<void> {
    if (this.#known.has(place)) return
    await this.#client.sadd(this.#placesOf(this.#node), place)
    this.#known.add(place)
  }

  /** Redis's answer, or while it is gone what this node knows by itself. */
  async #ask<T>(own: T | Promise<T>, redis: () => Promise<T>): Promise<T> {
    try {
      return await redis()
    } catch (error) {
      this.#onError(error)
      return own
    }
  }

  #keys(place: string, node: string = this.#node): PlaceKeys {
    const base = `${this.#prefix}place:{${place}}`
    return [`${base}:people`, `${base}:counts`, `${base}:node:${node}`]
  }

  #people(place: string): string {
    return this.#keys(place)[0]
  }

  #placesOf(node: string): string {
    return `${this.#prefix}node:${node}:places`
  }
}
