import { describe } from 'vitest'
import { hasRedis } from './redis-process'

/** Leaves tests out, with a printed reason; with `REQUIRE_SERVICES=1` that is a failure. */
export function leaveOut(name: string, reason: string): void {
  const why = `${name}: left out, ${reason}`
  if (process.env.REQUIRE_SERVICES === '1') throw new Error(why)
  process.stdout.write(`${why}\n`)
  describe.skip(why, () => undefined)
}

/** Tests that start a Redis of their own. */
export function needsRedis(name: string, tests: () => void): void {
  if (hasRedis) describe(name, tests)
  else leaveOut(name, 'for this machine has no redis-server')
}
