import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from '../support/chance'
import { liveThrough, Tally } from './judge'
import { RealTheatre } from './real-stage'
import { type Step, schedule } from './steps'
import { World } from './world'

/** Fewer than on the model, for here every frame goes through real sockets and a disk. */
const runs = Number(process.env.REAL_SCHEDULES ?? 60)

describe('whatever happens, with the real server', () => {
  const tally = new Tally()
  let theatre: RealTheatre

  beforeAll(async () => {
    theatre = await RealTheatre.open(seeded(1))
  })

  async function live(seed: number, steps: Step[]): Promise<World> {
    const stage = await theatre.stage()
    const world = new World(seed, stage)
    try {
      await liveThrough(world, steps, tally)
    } finally {
      world.end()
      await stage.calm()
      await stage.end()
    }
    return world
  }

  it('what a schedule says is its own, even when one of the same seed was lived through before', async () => {
    const steps: Step[] = [
      { what: 'enterTalk', at: 0, pause: 1_000 },
      { what: 'sayThree', at: 0, pause: 1_000 },
    ]
    const worlds = [await live(0, steps), await live(0, steps)]
    const ids = worlds.flatMap(({ spoken }) => spoken.map(({ id }) => id))
    expect(ids).toHaveLength(6)
    expect(new Set(ids).size).toBe(6)
  })

  it('no message is lost, doubled or misplaced', async () => {
    const property = fc.asyncProperty(
      fc.nat(),
      schedule,
      async (seed, steps) => void (await live(seed, steps)),
    )
    await fc.assert(property, { numRuns: runs })
  }, 600_000)

  afterAll(async () => {
    process.stdout.write(`session schedules on the real server: ${JSON.stringify(tally)}\n`)
    await theatre.close()
  })
})
