import fc from 'fast-check'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { seeded } from '../support/chance'
import { liveThrough, Tally } from './judge'
import { RealTheatre } from './real-stage'
import { schedule } from './steps'
import { World } from './world'

/** Fewer than on the model, for here every frame goes through real sockets and a disk. */
const runs = Number(process.env.REAL_SCHEDULES ?? 60)

describe('whatever happens, with the real server', () => {
  const tally = new Tally()
  let theatre: RealTheatre

  beforeAll(async () => {
    theatre = await RealTheatre.open(seeded(1))
  })

  it('no message is lost, doubled or misplaced', async () => {
    const live = fc.asyncProperty(fc.nat(), schedule, async (seed, steps) => {
      const stage = await theatre.stage()
      const world = new World(seed, stage)
      try {
        await liveThrough(world, steps, tally)
      } finally {
        world.end()
        await stage.calm()
        await stage.end()
      }
    })
    await fc.assert(live, { numRuns: runs })
  }, 600_000)

  afterAll(async () => {
    process.stdout.write(`session schedules on the real server: ${JSON.stringify(tally)}\n`)
    await theatre.close()
  })
})
