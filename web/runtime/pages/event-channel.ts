type Heard = (...args: unknown[]) => void

/** The line between a page and the one that opened it: what one end emits, the other hears. */
export class EventChannel {
  readonly #heard = new Map<string, Set<Heard>>()
  #other: EventChannel | undefined

  connect(other: EventChannel): void {
    this.#other = other
    other.#other = this
  }

  emit(name: string, ...args: unknown[]): void {
    for (const heard of this.#other?.listeners(name) ?? []) heard(...args)
  }

  listeners(name: string): Heard[] {
    return [...(this.#heard.get(name) ?? [])]
  }

  on(name: string, heard: Heard): void {
    const all = this.#heard.get(name) ?? new Set()
    all.add(heard)
    this.#heard.set(name, all)
  }

  once(name: string, heard: Heard): void {
    const first = (...args: unknown[]) => {
      this.off(name, first)
      heard(...args)
    }
    this.on(name, first)
  }

  off(name: string, heard?: Heard): void {
    if (heard === undefined) this.#heard.delete(name)
    else this.#heard.get(name)?.delete(heard)
  }
}
