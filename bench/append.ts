import { startServerProcess } from '../tests/support/server-process'
import { median, percentile } from './figures'
import { openSpeaker, type Speaker } from './speaker'

const senders = 32
const each = 1_000
const runs = 5

/** One row of the result; `inFlight` messages of each sender are on their way at a time. */
interface Row {
  sealed: boolean
  inFlight: number
  'accepted/s (median)': number
  'least of the runs': number
  'p50 ms': number
  'p99 ms': number
}

/**
 * The whole way of a message on the embedded store: WebSocket in, checked, on disk with fsync,
 * acknowledged, and delivered to the 31 others. The real process, on a folder of its own.
 */
export async function append(): Promise<Row[]> {
  const free = {
    SAY_PER_SECOND: '1000000',
    SAY_BURST: '1000000',
    FRAMES_PER_SECOND: '1000000',
    FRAMES_BURST: '1000000',
    SEALING: 'optional',
  }
  return [...(await measureAll(free, true)), ...(await measureAll(free, false))]
}

async function measureAll(free: Record<string, string>, sealed: boolean): Promise<Row[]> {
  const server = await startServerProcess({ env: { ...free, LOG_LEVEL: 'info' } })
  const speakers: Speaker[] = []
  try {
    for (let at = 0; at < senders; at += 1)
      speakers.push(await openSpeaker(server.httpUrl, server.groupUrl, `speaker ${at}`, sealed))
    await round(speakers, 100, 8)
    const rows: Row[] = []
    for (const inFlight of [1, 8, 64]) rows.push({ sealed, ...(await measure(speakers, inFlight)) })
    return rows
  } finally {
    for (const speaker of speakers) speaker.close()
    await server.close()
  }
}

async function measure(speakers: Speaker[], inFlight: number): Promise<Omit<Row, 'sealed'>> {
  const rates: number[] = []
  const took: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const result = await round(speakers, each, inFlight)
    rates.push(result.perSecond)
    took.push(...result.took)
  }
  return {
    inFlight,
    'accepted/s (median)': Math.round(median(rates)),
    'least of the runs': Math.round(Math.min(...rates)),
    'p50 ms': percentile(took, 0.5),
    'p99 ms': percentile(took, 0.99),
  }
}

async function round(speakers: Speaker[], count: number, inFlight: number) {
  const begun = performance.now()
  const took = await Promise.all(speakers.map((speaker) => speaker.say(count, inFlight)))
  const seconds = (performance.now() - begun) / 1000
  return { perSecond: (speakers.length * count) / seconds, took: took.flat() }
}
