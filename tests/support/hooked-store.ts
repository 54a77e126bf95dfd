import { type Store, StoreUnavailable } from '../../server/store/store'

type PortName = 'messages' | 'accounts' | 'sessions' | 'rooms' | 'links' | 'uploads' | 'marks' | 'hidden'
type MethodOf<P extends PortName> = `${P}.${keyof Store[P] & string}`

/** A method of the store, such as `messages.append`. */
export type StoreMethod = { [P in PortName]: MethodOf<P> }[PortName]

/** Stands in for a call: it may wait before or after making it, or throw, to fail it. */
export type Hook = (call: () => Promise<unknown>) => Promise<unknown>

/**
 * A real store whose methods a test can hold up or break, by name. The casts are because a type cannot say that
 * each method is replaced by one of its own kind.
 */
export function hookedStore(store: Store, hooks: Map<StoreMethod, Hook>): Store {
  const hooked = <P extends PortName>(name: P): Store[P] => {
    const calls = Object.entries<(...args: never[]) => Promise<unknown>>(
      store[name] as unknown as Record<string, (...args: never[]) => Promise<unknown>>,
    ).map(([method, call]) => [
      method,
      (...args: never[]) => {
        const hook = hooks.get(`${name}.${method}` as StoreMethod)
        return hook ? hook(() => call(...args)) : call(...args)
      },
    ])
    return Object.fromEntries(calls) as Store[P]
  }
  return {
    messages: hooked('messages'),
    accounts: hooked('accounts'),
    sessions: hooked('sessions'),
    rooms: hooked('rooms'),
    links: hooked('links'),
    uploads: hooked('uploads'),
    marks: hooked('marks'),
    hidden: hooked('hidden'),
    check: () => store.check(),
    close: () => store.close(),
  }
}

/** The store is out of reach. */
export const outOfReach: Hook = () => Promise.reject(new StoreUnavailable('out of reach'))

/** Holds calls up until it is opened: before they are made, or when their answer is there. */
export interface Barrier {
  before: Hook
  after: Hook
  /** Resolves when a call waits. */
  reached: Promise<void>
  open(): void
}

export function barrier(): Barrier {
  let open = () => {}
  let reach = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  const wait = () => {
    reach()
    return opened
  }
  return {
    reached,
    open,
    before: (call) => wait().then(call),
    after: async (call) => {
      const answer = await call()
      await wait()
      return answer
    },
  }
}
