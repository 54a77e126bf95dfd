import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../server/store/sqlite/open'
import { startServerProcess } from '../tests/support/server-process'
import { median, percentile, round } from './figures'
import { openShipped, room } from './shipped'

/** Messages that were said before. */
export const messages = 1_000_000
const batch = 10_000
const pages = 3_000
/** Pages before those, in which the compilers of both sides do their work, and the disk what was just written. */
const warmUpPages = 3_000
const starts = 5

export interface PageRow {
  'messages in the room': number
  'messages a page': number
  'p50 ms': number
  'p99 ms': number
  'max ms': number
}

/** Pages of history at any place of a long past, asked for one after the other. */
export async function history(): Promise<PageRow[]> {
  return withLongPast(async (dir) => {
    const server = await openShipped(1, { DATA_DIR: dir })
    try {
      let answered: () => void = () => undefined
      const line = await server.join(0, { frames: 0, bytes: 0 }, (text) => {
        if (text.toString('latin1', 0, 14) === '{"type":"page"') answered()
      })
      const rows: PageRow[] = []
      for (const limit of [50, 100]) {
        const took: number[] = []
        for (let page = -warmUpPages; page < pages; page += 1) {
          const before = 1 + Math.floor(Math.random() * messages)
          const begun = performance.now()
          await new Promise<void>((resolve) => {
            answered = resolve
            line.send(JSON.stringify({ type: 'history', id: `h${page + warmUpPages}`, room, before, limit }))
          })
          if (page >= 0) took.push(performance.now() - begun)
        }
        rows.push({
          'messages in the room': messages,
          'messages a page': limit,
          'p50 ms': round(percentile(took, 0.5)),
          'p99 ms': round(percentile(took, 0.99)),
          'max ms': round(percentile(took, 1)),
        })
      }
      line.close()
      return rows
    } finally {
      await server.close()
    }
  })
}

export interface StartRow {
  folder: string
  'ms until it listens': number
}

/** From the start of the process until both ports are open. */
export async function startUp(): Promise<StartRow[]> {
  const row = (folder: string, took: number[]) => ({ folder, 'ms until it listens': round(median(took)) })
  const empty: number[] = []
  for (let run = 0; run < starts; run += 1) empty.push(await startOnce({}))
  return withLongPast(async (dir) => {
    const long: number[] = []
    for (let run = 0; run < starts; run += 1) long.push(await startOnce({ DATA_DIR: dir }))
    return [row('new', empty), row(`with ${messages} messages`, long)]
  })
}

async function startOnce(env: Record<string, string>): Promise<number> {
  const begun = performance.now()
  const server = await startServerProcess({ env })
  const took = performance.now() - begun
  await server.close()
  return took
}

/** A data folder in which a million messages have been said. */
export async function withLongPast<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    const store = await openSqliteStore({ dir })
    const time = Date.now()
    await store.accounts.create({ id: 'ann', name: 'Ann', avatar: '', created: time }, { kind: 'guest' })
    for (let at = 0; at < messages; at += batch)
      await store.messages.append(
        room,
        Array.from({ length: batch }, (_, more) => ({
          id: `m${at + more}`,
          from: 'ann',
          kind: 'text' as const,
          body: `message ${at + more} ${'x'.repeat(100)}`,
          time,
        })),
      )
    await store.close()
    return await use(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
