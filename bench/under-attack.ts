import { startChild } from './child'
import { median, percentile, round } from './figures'
import { fill, stream } from './flood'
import type { Tally } from './line'
import type { Member } from './member'
import type { Rival } from './rival'
import { openShipped } from './shipped'
import { Witness } from './witness'

/** The limits as they are shipped: they are what protects the others. */
const limits = { SAY_PER_SECOND: '20', SAY_BURST: '200', FRAMES_PER_SECOND: '100', FRAMES_BURST: '400' }
const members = 20
const perSecond = 100
const streamMs = 4_000
const repetitions = 3
/** What there is to compare with. */
const peace = 'nothing'
const attacks = [
  'well-formed frames',
  'malformed frames',
  'upgrades without a token',
  'giant heads',
  'heads that never end',
]

/** Milliseconds that messages took during one attack of one repetition. */
interface Run {
  attack: string
  took: number[]
}

export interface AttackRow {
  'one address floods with': string
  'p50 ms': number
  'p99 ms': number
  'p99, times that in peace': number
}

/** How long messages of others take while one address does its worst. */
export async function underAttack(): Promise<AttackRow[]> {
  const server = await openShipped(members + repetitions, limits)
  try {
    const tally: Tally = { frames: 0, bytes: 0 }
    const witness = new Witness()
    const lines = await fill(server, members, tally, witness.hear)
    await talk(server, lines, tally, witness)
    const runs: Run[] = []
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      runs.push({ attack: peace, took: await talk(server, lines, tally, witness) })
      for (const attack of attacks) {
        // Each time somebody else, for who was put out for a flood stays outside for a while.
        const args = [attack, String(server.port), server.token(members + repetition)]
        const { child } = await startChild('attacker.ts', args)
        try {
          runs.push({ attack, took: await talk(server, lines, tally, witness) })
        } finally {
          child.kill('SIGKILL')
        }
      }
    }
    for (const line of lines) line.close()
    return [peace, ...attacks].map((attack) => rowOf(attack, runs))
  } finally {
    await server.close()
  }
}

async function talk(server: Rival, lines: Member[], tally: Tally, witness: Witness): Promise<number[]> {
  witness.begin(server)
  await stream(server, lines, tally, perSecond, streamMs, witness.due)
  return witness.took
}

function rowOf(attack: string, runs: Run[]): AttackRow {
  const p99 = ({ took }: Run) => percentile(took, 0.99)
  const mine = runs.filter((run) => run.attack === attack)
  const calm = runs.filter((run) => run.attack === peace)
  return {
    'one address floods with': attack,
    'p50 ms': round(median(mine.map(({ took }) => percentile(took, 0.5)))),
    'p99 ms': round(median(mine.map(p99))),
    'p99, times that in peace': round(median(mine.map((run, at) => p99(run) / p99(calm[at] ?? run)))),
  }
}
