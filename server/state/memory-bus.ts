import type { Bus, Unsubscribe } from './state'

type Hear = (news: unknown) => void

/** News within one process: after the publisher's own step, and in the order it was published. */
export class MemoryBus implements Bus {
  readonly #topics = new Map<string, Set<Hear>>()
  readonly #onError: (error: unknown) => void

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  publish(topic: string, news: object): void {
    queueMicrotask(() => {
      // A copy, for subscriptions that are made meanwhile; one that has ended by its turn hears nothing.
      for (const hear of [...this.#hearersOf(topic)]) {
        if (this.#hearersOf(topic).has(hear)) this.#tell(hear, news)
      }
    })
  }

  subscribe(topic: string, hear: Hear): Promise<Unsubscribe> {
    // Its own function for each subscription: the same one twice is told twice.
    const own: Hear = (news) => hear(news)
    const hearers = this.#hearersOf(topic)
    this.#topics.set(topic, hearers.add(own))
    return Promise.resolve(() => {
      hearers.delete(own)
      if (hearers.size === 0 && this.#topics.get(topic) === hearers) this.#topics.delete(topic)
    })
  }

  /** Nothing is lost within a process. */
  onGap(): Unsubscribe {
    return () => undefined
  }

  onDoubt(): Unsubscribe {
    return () => undefined
  }

  #hearersOf(topic: string): Set<Hear> {
    return this.#topics.get(topic) ?? new Set()
  }

  #tell(hear: Hear, news: object): void {
    try {
      hear(news)
    } catch (error) {
      this.#onError(error)
    }
  }
}
