import { afterAll, beforeAll, describe } from 'vitest'
import { hasCoturn } from './coturn-process'
import { mongoHere, startMongo } from './mongo-process'
import { hasRedis, startRedis } from './redis-process'

const noRedis = 'for this machine has no redis-server ("scripts/install-services.sh" installs it)'
const noCoturn = 'for this machine has no turnserver ("scripts/install-services.sh" installs it)'
const noMongo = 'for this machine has nothing like MongoDB ("scripts/install-services.sh" installs it)'

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
  else leaveOut(name, noRedis)
}

/** Tests that start a TURN server of their own. */
export function needsCoturn(name: string, tests: () => void): void {
  if (hasCoturn) describe(name, tests)
  else leaveOut(name, noCoturn)
}

/** Tests that start a MongoDB of their own. */
export function needsMongo(name: string, tests: () => void): void {
  if (mongoHere) describe(name, tests)
  else leaveOut(name, noMongo)
}

/** Tests that start both. */
export function needsBoth(name: string, tests: () => void): void {
  needsRedis(name, () => needsMongo('and MongoDB', tests))
}

/** Tests on the Redis of `REDIS_URL`, where that is set, or else on one that is started for them. */
export function withRedis(name: string, tests: (url: () => string) => void): void {
  const startOne = async () => {
    const redis = await startRedis()
    return { url: `redis://127.0.0.1:${redis.port}`, close: redis.close }
  }
  withService(process.env.REDIS_URL, startOne, tests, (all) => needsRedis(name, all))
}

/** Tests on the MongoDB of `MONGODB_URL`, where that is set, or else on one that is started for them. */
export function withMongo(name: string, tests: (url: () => string) => void): void {
  withService(process.env.MONGODB_URL, startMongo, tests, (all) => needsMongo(name, all))
}

function withService(
  given: string | undefined,
  start: () => Promise<{ url: string; close(): Promise<void> }>,
  tests: (url: () => string) => void,
  need: (tests: () => void) => void,
): void {
  if (given) return tests(() => given)
  need(() => {
    let service: Awaited<ReturnType<typeof start>>
    beforeAll(async () => {
      service = await start()
    })
    afterAll(() => service?.close())
    tests(() => service.url)
  })
}
