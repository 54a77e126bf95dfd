import { setTimeout as pause } from 'node:timers/promises'
import { StoreUnavailable } from '../store'

/** Tries, each some milliseconds, before it is given up: another may try again. */
const mostTries = 100

/**
 * Tries until this server was first to change what it has read: until `attempt` resolves to something. What another has changed
 * is perhaps not yet on a majority, and so cannot be read: hence the pauses.
 */
export async function untilFirst<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const done = await attempt()
    if (done !== undefined) return done
    await pause(Math.random() * 2 * Math.min(tries, 20))
  }
  throw new StoreUnavailable('Other servers were always first')
}
