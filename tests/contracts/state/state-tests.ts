import type { Bus, State } from '../../../server/state/state'

/** State for one test. */
export interface OpenedState {
  /** Empty. */
  state: State
  /** The same state on another server; an adapter of one server gives its only one again. */
  other: State
  /** Resolves when so many milliseconds have passed by the clock of the limits. */
  wait(millis: number): Promise<void>
  dispose(): Promise<void>
}

/** Tests by their sentence, each given a state of its own. */
export type StateTests = Record<string, (opened: OpenedState) => Promise<void>>

/** What is heard of a topic: `next` waits for news that has not been taken yet. */
export async function listen(bus: Bus, topic: string) {
  const heard: unknown[] = []
  const waiting: Array<(news: unknown) => void> = []
  const unsubscribe = await bus.subscribe(topic, (news) => {
    const taker = waiting.shift()
    if (taker) taker(news)
    else heard.push(news)
  })
  const next = () =>
    heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise<unknown>((take) => waiting.push(take))
  return { heard, next, unsubscribe }
}
