import { setTimeout as wait } from 'node:timers/promises'
import { inspectable } from '../tests/support/inspector'
import { percentile, round } from './figures'
import type { Tally } from './line'
import { measure } from './load'
import type { Member } from './member'
import { openShipped } from './shipped'

const members = 5_000
/** Milliseconds after which nobody is told any more of who has come. */
const calmMs = 3_000

export interface JoiningRow {
  members: number
  'seconds until all are in': number
  'CPU ms a join': number
  'tried again': number
  'p50 ms': number
  'p99 ms': number
  'heap KB a connection': number
  'buffers KB a connection': number
  'resident KB a connection': number
}

/** All members come at the same moment, as after a restart, and then stay without a word. */
export async function joining(): Promise<JoiningRow[]> {
  const { env, open } = await inspectable()
  const server = await openShipped(members, env)
  const inspector = await open()
  try {
    const tally: Tally = { frames: 0, bytes: 0 }
    const before = await inspector.memory()
    const took: number[] = []
    let lines: Member[] = []
    let again = 0
    // A server that is too busy to read a request in time cuts it, and a client comes back after a pause.
    const comeIn = async (join: () => Promise<Member>): Promise<Member> => {
      for (;;) {
        const line = await join().catch(() => undefined)
        if (line) return line
        again += 1
        await wait(Math.random() * 1_000)
      }
    }
    const cost = await measure(server.pid, async () => {
      const begun = performance.now()
      const coming = Array.from({ length: members }, async (_, at) => {
        const line = await comeIn(() => server.join(at, tally))
        took.push(performance.now() - begun)
        return line
      })
      lines = await Promise.all(coming)
    })
    await wait(calmMs)
    const after = await inspector.memory()
    const each = (of: (memory: typeof after) => number) => round((of(after) - of(before)) / members / 1_024)
    for (const line of lines) line.close()
    return [
      {
        members,
        'seconds until all are in': round(cost.wall),
        'CPU ms a join': round((cost.server / members) * 1_000),
        'tried again': again,
        'p50 ms': round(percentile(took, 0.5)),
        'p99 ms': round(percentile(took, 0.99)),
        'heap KB a connection': each(({ heapUsed }) => heapUsed),
        'buffers KB a connection': each(({ external }) => external),
        'resident KB a connection': each(({ rss }) => rss),
      },
    ]
  } finally {
    inspector.close()
    await server.close()
  }
}
