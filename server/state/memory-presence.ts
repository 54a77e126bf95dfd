import { PresenceSet } from './presence-set'
import type { Presence } from './state'

/** Who is where in this process. A set is kept only while somebody is in it. */
export class MemoryPresence implements Presence {
  readonly #sets = new Map<string, PresenceSet>()

  async join(set: string, person: string, connection: string): Promise<boolean> {
    const there = this.#sets.get(set) ?? new PresenceSet()
    this.#sets.set(set, there)
    return there.join(person, connection)
  }

  async leave(set: string, person: string, connection: string): Promise<boolean> {
    const there = this.#sets.get(set)
    if (!there) return false
    const last = there.leave(person, connection)
    if (there.count === 0) this.#sets.delete(set)
    return last
  }

  async count(set: string): Promise<number> {
    return this.#sets.get(set)?.count ?? 0
  }

  async isThere(set: string, person: string): Promise<boolean> {
    return this.#sets.get(set)?.has(person) ?? false
  }

  async whoOf(set: string, people: string[]): Promise<Set<string>> {
    const there = this.#sets.get(set)
    return new Set(people.filter((person) => there?.has(person)))
  }

  async list(set: string, after: string | undefined, limit: number): Promise<string[]> {
    return this.#sets.get(set)?.list(after, limit) ?? []
  }

  /** Nobody joins or leaves but by a call. */
  onDiff(): void {}

  /** The sets in which somebody is. */
  get sets(): string[] {
    return [...this.#sets.keys()]
  }

  /** Every connection in a set, with its person. */
  connectionsAt(set: string): Array<[connection: string, person: string]> {
    return this.#sets.get(set)?.connections ?? []
  }
}
