import fc from 'fast-check'
import { afterAll, describe, it } from 'vitest'
import { seeded } from '../support/chance'
import { liveThrough, Tally } from './judge'
import { modelStage } from './stage'
import { schedule } from './steps'
import { World } from './world'

/** How many random schedules; each is some minutes in the lives of four phones. `npm run schedules` is the long run. */
const runs = Number(process.env.SCHEDULES ?? 500)

describe('whatever happens to phones, networks and the server', () => {
  const tally = new Tally()

  it(
    'no message is lost, doubled or misplaced',
    async () => {
      const live = fc.asyncProperty(fc.nat(), schedule, async (seed, steps) => {
        await liveThrough(new World(seed, modelStage(seeded(seed))), steps, tally)
      })
      await fc.assert(live, { numRuns: runs })
    },
    60_000 + 500 * runs,
  )

  afterAll(() => {
    process.stdout.write(`session schedules on the model: ${JSON.stringify(tally)}\n`)
  })
})
