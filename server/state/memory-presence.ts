import { Place } from './place'
import type { Presence } from './state'

/** Who is where in this process. A place is kept only while somebody is there. */
export class MemoryPresence implements Presence {
  readonly #places = new Map<string, Place>()

  async come(place: string, person: string, connection: string): Promise<boolean> {
    const there = this.#places.get(place) ?? new Place()
    this.#places.set(place, there)
    return there.come(person, connection)
  }

  async go(place: string, person: string, connection: string): Promise<boolean> {
    const there = this.#places.get(place)
    if (!there) return false
    const last = there.go(person, connection)
    if (there.count === 0) this.#places.delete(place)
    return last
  }

  async count(place: string): Promise<number> {
    return this.#places.get(place)?.count ?? 0
  }

  async isThere(place: string, person: string): Promise<boolean> {
    return this.#places.get(place)?.has(person) ?? false
  }

  async whoOf(place: string, people: string[]): Promise<Set<string>> {
    const there = this.#places.get(place)
    return new Set(people.filter((person) => there?.has(person)))
  }

  async list(place: string, after: string | undefined, limit: number): Promise<string[]> {
    return this.#places.get(place)?.list(after, limit) ?? []
  }

  /** Nobody comes or goes but by a call. */
  onDrift(): void {}

  /** The places where somebody is. */
  get places(): string[] {
    return [...this.#places.keys()]
  }

  /** Every connection at a place, with its person. */
  connectionsAt(place: string): Array<[connection: string, person: string]> {
    return this.#places.get(place)?.connections ?? []
  }
}
