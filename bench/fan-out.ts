import { median, round } from './figures'
import { fill, flood } from './flood'
import type { Tally } from './line'
import { type Cost, measure } from './load'
import { openRival, type RivalName, rivalNames } from './rival'

const repetitions = 5
const sizes = [100, 1_000, 5_000]
const windows = [1, 64]
/** Milliseconds of sending in each measurement. */
const sendMs = 600
/** Milliseconds of sending before it, in which the compiler does its work. */
const warmUpMs = 1_000
/** Messages on their way meanwhile: one at a time are too few for the compiler in a large room. */
const warmUpInFlight = 64
/** One server in one situation, over all repetitions. */
interface Sample {
  members: number
  inFlight: number
  server: RivalName
  /** Microseconds of the server's processor for one delivery. */
  cpu: number
  deliveries: number
  cost: Cost
}

export interface FanOutRow {
  members: number
  'in flight': number
  server: RivalName
  'CPU µs a delivery': number
  /** How many times less of the processor than this server ours takes; below 1 it is more. */
  'ours is better by': number
  /** How many messages share one write to a socket. */
  'deliveries a write': number
  'deliveries/s': number
  /** How busy the load generator was; at 100 % the deliveries a second are its limit and not the server's. */
  'generator busy %': number
  'server busy %': number
}

/**
 * One message to everybody in the room, again and again: what it costs us, the least that Node can do
 * (`net` with ready frames, written together), `ws` as tutorials show it, and Socket.IO. Nothing is kept on disk.
 * The figure is the processor time of the server: other than the time on the clock it does not depend on
 * how fast the load generator is.
 */
export async function fanOut(): Promise<FanOutRow[]> {
  const samples: Sample[] = []
  for (const members of sizes)
    for (let repetition = 0; repetition < repetitions; repetition += 1)
      for (const server of rivalNames) samples.push(...(await strain(server, members)))
  return summarize(samples)
}

async function strain(server: RivalName, members: number): Promise<Sample[]> {
  const rival = await openRival(server, members)
  const tally: Tally = { frames: 0, bytes: 0 }
  try {
    const lines = await fill(rival, members, tally)
    await flood(rival, lines, tally, warmUpInFlight, warmUpMs)
    const samples: Sample[] = []
    for (const inFlight of windows) {
      await flood(rival, lines, tally, inFlight, warmUpMs / 2)
      let deliveries = 0
      const cost = await measure(rival.pid, async () => {
        deliveries = await flood(rival, lines, tally, inFlight, sendMs)
      })
      samples.push({ members, inFlight, server, deliveries, cost, cpu: (cost.server / deliveries) * 1e6 })
    }
    for (const line of lines) line.close()
    return samples
  } finally {
    await rival.close()
  }
}

function summarize(samples: Sample[]): FanOutRow[] {
  const rows: FanOutRow[] = []
  for (const members of sizes)
    for (const inFlight of windows)
      for (const server of rivalNames) {
        const of = (name: RivalName) =>
          samples.filter((one) => one.server === name && one.members === members && one.inFlight === inFlight)
        const mine = of(server)
        // Of one repetition with the same of another server: both met the same weather.
        const ratios = of('ours').map((ours, at) => (mine[at]?.cpu ?? Number.NaN) / ours.cpu)
        rows.push({
          members,
          'in flight': inFlight,
          server,
          'CPU µs a delivery': round(median(mine.map(({ cpu }) => cpu))),
          'ours is better by': round(median(ratios)),
          'deliveries a write': round(median(mine.map(({ deliveries, cost }) => deliveries / cost.writes))),
          'deliveries/s': round(median(mine.map(({ deliveries, cost }) => deliveries / cost.wall))),
          'generator busy %': round(median(mine.map(({ cost }) => (100 * cost.generator) / cost.wall))),
          'server busy %': round(median(mine.map(({ cost }) => (100 * cost.server) / cost.wall))),
        })
      }
  return rows
}
