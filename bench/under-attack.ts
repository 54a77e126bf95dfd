import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from './child'
import { median, percentile, round } from './figures'
import { fill, stream } from './flood'
import { type Resident, untilIdle, watchMemory } from './footprint'
import type { Tally } from './line'
import type { Member } from './member'
import type { Rival } from './rival'
import { openShipped } from './shipped'
import { uploadKinds, writeFiles } from './upload-files'
import { Witness } from './witness'

/** The limits as they are shipped: they are what protects the others. */
const limits = { SAY_PER_SECOND: '20', SAY_BURST: '200', FRAMES_PER_SECOND: '100', FRAMES_BURST: '400' }
const members = 20
const perSecond = 100
const streamMs = 4_000
const repetitions = 3
/** People who upload at the same time. */
const senders = 5
/** What there is to compare with. */
const peace = 'nothing'
const floods = [
  'well-formed frames',
  'malformed frames',
  'upgrades without a token',
  'giant heads',
  'heads that never end',
]
const uploads = Object.keys(uploadKinds)

/** How uploads ended, as `uploader.ts` prints it. */
type Outcome = Record<'taken' | 'refused' | 'too fast' | 'busy' | 'gone', number>

/** Milliseconds that messages took during one attack of one repetition, and just before it. */
interface Run {
  attack: string
  took: number[]
  calm: number[]
  resident: Resident
  idleMs: number
  outcome: Outcome | undefined
}

/** Figures of time are medians of the repetitions, memory and the way to idle the worst of them, uploads all together. */
export interface AttackRow {
  'others send': string
  'p50 ms': number
  'p99 ms': number
  'p99 ms in peace': number
  'p99, times that in peace': number
  'resident MB': number
  'of it examining': number
  'ms until idle': number
  taken: number | ''
  refused: number | ''
  'too fast': number | ''
  busy: number | ''
  gone: number | ''
}

interface Scene {
  server: Rival
  lines: Member[]
  tally: Tally
  witness: Witness
  files: Record<string, string>
  /** Tokens of those who attack: each time others, for limits and closes last for a while. */
  fresh(count: number): string[]
}

/** How long messages of others take while one address floods, or some people upload without a pause. */
export async function underAttack(): Promise<AttackRow[]> {
  const attackers = repetitions * (floods.length + uploads.length * senders)
  const server = await openShipped(members + attackers, limits)
  const dir = await mkdtemp(join(tmpdir(), 'bench-files-'))
  try {
    const files = await writeFiles(dir)
    let next = members
    const fresh = (count: number) => Array.from({ length: count }, () => server.token(next++))
    await joinOnce(server, members + attackers)
    const tally: Tally = { frames: 0, bytes: 0 }
    const witness = new Witness()
    const lines = await fill(server, members, tally, witness.hear)
    const scene: Scene = { server, lines, tally, witness, files, fresh }
    await talk(scene)
    const runs: Run[] = []
    for (let repetition = 0; repetition < repetitions; repetition += 1)
      for (const attack of [peace, ...floods, ...uploads]) runs.push(await during(attack, scene))
    for (const line of lines) line.close()
    return [peace, ...floods, ...uploads].map((attack) => rowOf(runs.filter((run) => run.attack === attack)))
  } finally {
    await server.close()
    await rm(dir, { recursive: true, force: true })
  }
}

/** Who has been in the room may upload for it. */
async function joinOnce(server: Rival, people: number): Promise<void> {
  for (const line of await fill(server, people, { frames: 0, bytes: 0 })) {
    line.close()
    await line.closed
  }
}

async function during(attack: string, scene: Scene): Promise<Run> {
  const { pid } = scene.server
  const calm = await talk(scene)
  const residentMost = watchMemory(pid)
  const child = attack === peace ? undefined : await begin(attack, scene)
  const took = await talk(scene)
  const outcome = child && (await end(child))
  const idleMs = await untilIdle(pid)
  return { attack, calm, took, resident: residentMost(), idleMs, outcome }
}

async function begin(attack: string, { server, files, fresh }: Scene): Promise<ChildProcess> {
  const port = String(server.port)
  const kind = uploadKinds[attack]
  if (!kind) return (await startChild('attacker.ts', [attack, port, ...fresh(1)])).child
  const args = [files[kind.file] ?? '', kind.address, port, kind.cut ? 'cut' : 'whole', ...fresh(senders)]
  return (await startChild('uploader.ts', args)).child
}

/** Sends them away; what they said at last. */
async function end(child: ChildProcess): Promise<Outcome | undefined> {
  let said = ''
  child.stdout?.on('data', (piece) => {
    said += piece
  })
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  await closed
  return said === '' ? undefined : JSON.parse(said)
}

async function talk({ server, lines, tally, witness }: Scene): Promise<number[]> {
  witness.begin(server)
  await stream(server, lines, tally, perSecond, streamMs, witness.due)
  return witness.took
}

function rowOf(runs: Run[]): AttackRow {
  const p99 = (took: number[]) => percentile(took, 0.99)
  const middle = (of: (run: Run) => number) => round(median(runs.map(of)))
  const worst = (of: (run: Run) => number) => round(Math.max(...runs.map(of)))
  const ended = (how: keyof Outcome) =>
    runs.some(({ outcome }) => outcome)
      ? runs.reduce((all, { outcome }) => all + (outcome?.[how] ?? 0), 0)
      : ''
  return {
    'others send': runs[0]?.attack ?? '',
    'p50 ms': middle(({ took }) => percentile(took, 0.5)),
    'p99 ms': middle(({ took }) => p99(took)),
    'p99 ms in peace': middle(({ calm }) => p99(calm)),
    'p99, times that in peace': middle(({ took, calm }) => p99(took) / p99(calm)),
    'resident MB': worst(({ resident }) => resident.all),
    'of it examining': worst(({ resident }) => resident.children),
    'ms until idle': worst(({ idleMs }) => idleMs),
    taken: ended('taken'),
    refused: ended('refused'),
    'too fast': ended('too fast'),
    busy: ended('busy'),
    gone: ended('gone'),
  }
}
