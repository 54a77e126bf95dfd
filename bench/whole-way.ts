import { startChild } from './child'
import { median, percentile, round } from './figures'
import { fill, flood, stream } from './flood'
import type { Tally } from './line'
import { cpuOf, measure } from './load'
import type { Member } from './member'
import type { Rival } from './rival'
import { openShipped } from './shipped'
import { Witness } from './witness'

const repetitions = 3
const sendMs = 2_000
const streamMs = 5_000
/** Members and the messages that are on their way at a time. */
const situations = [
  { members: 32, inFlight: 32 },
  { members: 32, inFlight: 256 },
  { members: 32, inFlight: 2_048 },
  { members: 1_000, inFlight: 64 },
  { members: 1_000, inFlight: 512 },
]
const shares = { quarter: 1 / 4, half: 1 / 2 }
/** Members who talk. */
const talkers = 32
/** Members whose every frame is opened and timed: few, for that costs more than the server spends on a member. */
const witnesses = 4

export interface WholeWayRow {
  members: number
  'in flight': number
  'accepted/s': number
  'deliveries/s': number
  'CPU µs a message': number
  'server busy %': number
  'generator busy %': number
}

/** The whole way: WebSocket in, checked, on disk, acknowledged, and delivered to everybody in the room. */
export async function wholeWay(): Promise<WholeWayRow[]> {
  const rows: WholeWayRow[] = []
  for (const { members, inFlight } of situations) {
    const server = await openShipped(members)
    try {
      const tally: Tally = { frames: 0, bytes: 0 }
      const lines = await fill(server, members, tally)
      await flood(server, lines, tally, inFlight, sendMs / 2)
      const runs: Array<Awaited<ReturnType<typeof rateOf>>> = []
      for (let run = 0; run < repetitions; run += 1) runs.push(await rateOf(server, lines, tally, inFlight))
      const middle = (of: (run: (typeof runs)[number]) => number) => round(median(runs.map(of)))
      rows.push({
        members,
        'in flight': inFlight,
        'accepted/s': middle(({ deliveries, wall }) => deliveries / members / wall),
        'deliveries/s': middle(({ deliveries, wall }) => deliveries / wall),
        'CPU µs a message': middle((run) => ((run.server * members) / run.deliveries) * 1e6),
        'server busy %': middle((run) => (100 * run.server) / run.wall),
        'generator busy %': middle((run) => (100 * run.generator) / run.wall),
      })
      for (const line of lines) line.close()
    } finally {
      await server.close()
    }
  }
  return rows
}

/** What a flood cost, and the deliveries that came of it. */
export async function rateOf(server: Rival, lines: Member[], tally: Tally, inFlight: number) {
  let deliveries = 0
  const cost = await measure(server.pid, async () => {
    deliveries = await flood(server, lines, tally, inFlight, sendMs)
  })
  return { ...cost, deliveries }
}

interface Latency {
  'messages/s': number
  'p50 ms': number
  'p99 ms': number
  'max ms': number
  /** How busy the process of those was who only listen. */
  'crowd busy %': number
}

export interface LatencyRow extends Latency {
  members: number
  /** How much of the most that the server can take it has. */
  load: string
}

/** A room in which some talk and are timed, and the others listen in a process of their own. */
interface Scene {
  server: Rival
  /** Those who talk, and the witnesses. */
  lines: Member[]
  tally: Tally
  witness: Witness
  /** The process of those who only listen. */
  crowd: number
}

/**
 * The time from the moment at which a message was due to be sent until a member has it, stored on the way, while
 * the server has a quarter and a half of what it can do. Who is timed does nothing but talk and listen: the
 * others are in a process of their own, for a message that waits there to be read is not late.
 */
export async function halfLoad(): Promise<LatencyRow[]> {
  const rows: LatencyRow[] = []
  for (const listeners of [14, 964]) {
    const server = await openShipped(talkers + witnesses)
    try {
      rows.push(...(await withCrowd(server, listeners)))
    } finally {
      await server.close()
    }
  }
  return rows
}

async function withCrowd(server: Rival, listeners: number): Promise<LatencyRow[]> {
  const { child } = await startChild('crowd.ts', [String(server.port), String(listeners)])
  try {
    const tally: Tally = { frames: 0, bytes: 0 }
    const witness = new Witness()
    const lines = await fill(server, talkers, tally)
    for (let at = 0; at < witnesses; at += 1) lines.push(await server.join(talkers + at, tally, witness.hear))
    const scene: Scene = { server, lines, tally, witness, crowd: child.pid ?? 0 }
    const rows: LatencyRow[] = []
    for (const [load, share] of Object.entries(shares)) {
      const runs: Latency[] = []
      for (let run = 0; run < repetitions; run += 1) runs.push(await atLoad(share, scene))
      rows.push({ members: listeners + lines.length, load, ...middleOf(runs) })
    }
    for (const line of lines) line.close()
    return rows
  } finally {
    child.kill('SIGKILL')
  }
}

async function atLoad(share: number, { server, lines, tally, witness, crowd }: Scene): Promise<Latency> {
  await flood(server, lines, tally, 512, sendMs)
  const { deliveries, wall } = await rateOf(server, lines, tally, 512)
  const perSecond = (share * deliveries) / lines.length / wall
  witness.begin(server)
  const [begun, busy] = [performance.now(), cpuOf(crowd)]
  await stream(server, lines, tally, perSecond, streamMs, witness.due)
  const seconds = (performance.now() - begun) / 1_000
  const { took } = witness
  return {
    'messages/s': perSecond,
    'p50 ms': percentile(took, 0.5),
    'p99 ms': percentile(took, 0.99),
    'max ms': percentile(took, 1),
    'crowd busy %': (100 * (cpuOf(crowd) - busy)) / seconds,
  }
}

function middleOf(runs: Latency[]): Latency {
  const middle = (name: keyof Latency) => round(median(runs.map((run) => run[name])))
  return {
    'messages/s': middle('messages/s'),
    'p50 ms': middle('p50 ms'),
    'p99 ms': middle('p99 ms'),
    'max ms': middle('max ms'),
    'crowd busy %': middle('crowd busy %'),
  }
}
