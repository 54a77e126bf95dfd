/** The people in one set, with their connections. */
export class PresenceSet {
  readonly #connections = new Map<string, Set<string>>()
  /** Kept in order, so that a page of many thousands costs a search and not a sort. */
  readonly #sorted: string[] = []

  get count(): number {
    return this.#connections.size
  }

  /** Every connection, with its person. */
  get connections(): Array<[connection: string, person: string]> {
    const all = [...this.#connections]
    return all.flatMap(([person, own]) =>
      [...own].map((connection): [string, string] => [connection, person]),
    )
  }

  has(person: string): boolean {
    return this.#connections.has(person)
  }

  /** True when this is the person's first connection here. */
  join(person: string, connection: string): boolean {
    const connections = this.#connections.get(person)
    if (connections) {
      connections.add(connection)
      return false
    }
    this.#connections.set(person, new Set([connection]))
    this.#sorted.splice(this.#indexOf(person), 0, person)
    return true
  }

  /** True when this was the person's last connection here. */
  leave(person: string, connection: string): boolean {
    const connections = this.#connections.get(person)
    if (!connections?.delete(connection) || connections.size > 0) return false
    this.#connections.delete(person)
    this.#sorted.splice(this.#indexOf(person), 1)
    return true
  }

  /** People in the order of their ids, after the given one, who need not be here. */
  list(after: string | undefined, limit: number): string[] {
    const found = after === undefined ? 0 : this.#indexOf(after)
    const start = after !== undefined && this.#sorted[found] === after ? found + 1 : found
    return this.#sorted.slice(start, start + limit)
  }

  /** Where a person stands in the order, or would stand. */
  #indexOf(person: string): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#sorted[middle] ?? '') < person) low = middle + 1
      else high = middle
    }
    return low
  }
}
