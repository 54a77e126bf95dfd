import { MemoryPresence } from '../memory-presence'
import type { Presence, PresenceDiff } from '../state'
import type { Link } from './link'
import type { PresenceKeys } from './scripts'

/** One beat of the node looks after one of so many parts of its sets. */
const parts = 20

/**
 * Who is where, on all nodes. Redis has it by node, so that what a dead node had can be taken away; each
 * node also has its own part in memory: it answers from that while Redis is gone, and writes it to Redis
 * again when that was emptied.
 */
export class RedisPresence implements Presence {
  readonly #own = new MemoryPresence()
  readonly #link: Link
  readonly #node: string
  readonly #prefix: string
  readonly #onError: (error: unknown) => void
  /** Sets that Redis knows this node to be in: those that others clear when it dies. */
  readonly #known = new Set<string>()
  #due: string[] = []
  #onDiff: (diff: PresenceDiff) => void = () => undefined

  constructor(link: Link, node: string, prefix: string, onError: (error: unknown) => void) {
    this.#link = link
    this.#node = node
    this.#prefix = prefix
    this.#onError = onError
  }

  async join(set: string, person: string, connection: string): Promise<boolean> {
    const first = await this.#own.join(set, person, connection)
    return this.#ask(first, async () => {
      await this.#makeKnown(set)
      return (await this.#link.client.join(...this.#keys(set), person, connection)) === 1
    })
  }

  async leave(set: string, person: string, connection: string): Promise<boolean> {
    const last = await this.#own.leave(set, person, connection)
    return this.#ask(
      last,
      async () => (await this.#link.client.leave(...this.#keys(set), person, connection)) === 1,
    )
  }

  async count(set: string): Promise<number> {
    return this.#ask(this.#own.count(set), () => this.#link.client.zcard(this.#people(set)))
  }

  async isThere(set: string, person: string): Promise<boolean> {
    return (await this.whoOf(set, [person])).has(person)
  }

  async whoOf(set: string, people: string[]): Promise<Set<string>> {
    if (people.length === 0) return new Set()
    return this.#ask(this.#own.whoOf(set, people), async () => {
      const scores = await this.#link.client.zmscore(this.#people(set), ...people)
      return new Set(people.filter((_, at) => scores[at] !== null))
    })
  }

  async list(set: string, after: string | undefined, limit: number): Promise<string[]> {
    const from = after === undefined ? '-' : `(${after}`
    return this.#ask(this.#own.list(set, after, limit), () =>
      this.#link.client.zrangebylex(this.#people(set), from, '+', 'LIMIT', 0, limit),
    )
  }

  onDiff(hear: (diff: PresenceDiff) => void): void {
    this.#onDiff = hear
  }

  /** Makes Redis know all that this node knows, after one of the two was away. */
  async announce(): Promise<void> {
    this.#known.clear()
    this.#due = []
    await Promise.all((await this.#sets()).map((set) => this.#sync(set)))
  }

  /** Looks after some sets, all of them in turn: whatever went wrong is right again within a minute. */
  async refresh(): Promise<void> {
    if (this.#due.length === 0) this.#due = await this.#sets()
    const some = this.#due.splice(0, Math.ceil((this.#own.sets.length + 1) / parts))
    await Promise.all(some.map((set) => this.#sync(set)))
  }

  /** Takes away what a node has left behind. Twice, or by two at the same time, is fine. */
  async sweep(node: string): Promise<void> {
    const sets = await this.#link.client.smembers(this.#setsOf(node))
    for (const set of sets) this.#tell(set, await this.#link.client.sync(...this.#keys(set, node)))
    await this.#link.client.del(this.#setsOf(node))
  }

  async #sync(set: string): Promise<void> {
    const connections = this.#own.connectionsAt(set)
    if (connections.length > 0) await this.#makeKnown(set)
    // Read again: somebody may have joined or left meanwhile.
    const now = this.#own.connectionsAt(set)
    const synced = this.#link.client.sync(...this.#keys(set), ...now.flat())
    if (now.length === 0 && this.#known.delete(set))
      await Promise.all([synced, this.#link.client.srem(this.#setsOf(this.#node), set)])
    this.#tell(set, await synced)
  }

  #tell(set: string, [joined, left]: [string[], string[]]): void {
    if (joined.length + left.length > 0) this.#onDiff({ set, joined, left })
  }

  async #sets(): Promise<string[]> {
    const written = await this.#link.client.smembers(this.#setsOf(this.#node))
    return [...new Set([...written, ...this.#own.sets])]
  }

  /** Must be known before anybody is there: who dies in between leaves nothing that nobody finds. */
  async #makeKnown(set: string): Promise<void> {
    if (this.#known.has(set)) return
    await this.#link.client.sadd(this.#setsOf(this.#node), set)
    this.#known.add(set)
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

  #keys(set: string, node: string = this.#node): PresenceKeys {
    const base = `${this.#prefix}place:{${set}}`
    return [`${base}:people`, `${base}:counts`, `${base}:node:${node}`]
  }

  #people(set: string): string {
    return this.#keys(set)[0]
  }

  #setsOf(node: string): string {
    return `${this.#prefix}node:${node}:places`
  }
}
