type Listener = (...args: unknown[]) => void

/** One end of the channel between a page and the one that opened it: what one end emits, the other receives. */
export class EventChannel {
  readonly #listeners = new Map<string, Set<Listener>>()
  #other: EventChannel | undefined

  connect(other: EventChannel): void {
    this.#other = other
    other.#other = this
  }

  emit(name: string, ...args: unknown[]): void {
    for (const listener of this.#other?.listeners(name) ?? []) listener(...args)
  }

  listeners(name: string): Listener[] {
    return [...(this.#listeners.get(name) ?? [])]
  }

  on(name: string, listener: Listener): void {
    const all = this.#listeners.get(name) ?? new Set()
    all.add(listener)
    this.#listeners.set(name, all)
  }

  once(name: string, listener: Listener): void {
    const first = (...args: unknown[]) => {
      this.off(name, first)
      listener(...args)
    }
    this.on(name, first)
  }

  off(name: string, listener?: Listener): void {
    if (listener === undefined) this.#listeners.delete(name)
    else this.#listeners.get(name)?.delete(listener)
  }
}
