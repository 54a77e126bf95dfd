/** Takes a listener away. Twice is fine. */
export type Unsubscribe = () => void

/** A value that outlives a page. Values are replaced, never changed in place. */
export interface Observable<T> {
  /** The value as it is now. */
  get(): T
  /** Calls the listener at once with the value, and again with each new one, until unsubscribed. */
  subscribe(listener: (value: T) => void): Unsubscribe
}

/** An observable and the right to set it: kept by the store that owns it. */
export interface Source<T> extends Observable<T> {
  /** Calls the listeners, unless the value is the very same one. */
  set(value: T): void
}

export function observable<T>(initial: T): Source<T> {
  const listeners = new Set<(value: T) => void>()
  let value = initial
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      // A copy: a listener may unsubscribe itself or another while listeners are called.
      for (const listener of [...listeners]) {
        if (listeners.has(listener)) listener(value)
      }
    },
    subscribe(listener) {
      // Wrapped, so that the same function subscribed twice is called twice and unsubscribed once.
      const own = (next: T) => listener(next)
      listeners.add(own)
      own(value)
      return () => {
        listeners.delete(own)
      }
    },
  }
}

/** What a store is to its readers: an observable that the store itself sets. */
export class Store<T> implements Observable<T> {
  private readonly source: Source<T>

  constructor(initial: T) {
    this.source = observable(initial)
  }

  get(): T {
    return this.source.get()
  }

  subscribe(listener: (value: T) => void): Unsubscribe {
    return this.source.subscribe(listener)
  }

  protected set(value: T): void {
    this.source.set(value)
  }
}

/** Calls back when it is true for the first time, which may be now. */
export function whenTrue(fact: Observable<boolean>, run: () => void): Unsubscribe {
  let isDone = false
  return fact.subscribe((isTrue) => {
    if (!isTrue || isDone) return
    isDone = true
    run()
  })
}
