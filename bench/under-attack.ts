import { startChild } from './child'
import { percentile, round } from './figures'
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
const attacks = [
  'well-formed frames',
  'malformed frames',
  'upgrades without a token',
  'giant heads',
  'heads that never end',
]

export interface AttackRow {
  'one address floods with': string
  'p50 ms': number
  'p99 ms': number
  'p99, times that in peace': number
}

/** How long messages of others take while one address does its worst. */
export async function underAttack(): Promise<AttackRow[]> {
  const server = await openShipped(members + 1, limits)
  try {
    const tally: Tally = { frames: 0, bytes: 0 }
    const witness = new Witness()
    const lines = await fill(server, members, tally, witness.hear)
    await talk(server, lines, tally, witness)
    const peace = await talk(server, lines, tally, witness)
    const rows: AttackRow[] = [rowOf('nothing', peace, peace)]
    for (const attack of attacks) {
      const { child } = await startChild('attacker.ts', [attack, String(server.port), server.token(members)])
      try {
        rows.push(rowOf(attack, await talk(server, lines, tally, witness), peace))
      } finally {
        child.kill('SIGKILL')
      }
    }
    for (const line of lines) line.close()
    return rows
  } finally {
    await server.close()
  }
}

async function talk(server: Rival, lines: Member[], tally: Tally, witness: Witness): Promise<number[]> {
  witness.begin(server)
  await stream(server, lines, tally, perSecond, streamMs, witness.due)
  return witness.took
}

function rowOf(what: string, took: number[], peace: number[]): AttackRow {
  const p99 = percentile(took, 0.99)
  return {
    'one address floods with': what,
    'p50 ms': round(percentile(took, 0.5)),
    'p99 ms': round(p99),
    'p99, times that in peace': round(p99 / percentile(peace, 0.99)),
  }
}
