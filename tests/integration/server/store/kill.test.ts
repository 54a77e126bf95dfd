import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../../../../server/store/sqlite/open'
import { StoreNotOpened } from '../../../../server/store/store'
import { upTo } from '../../../contracts/store/store-tests'
import { temporaryDir } from '../../../support/temporary-dir'

const script = fileURLToPath(new URL('./append-and-tell.ts', import.meta.url))

/** Starts a process that appends to the store until it is killed, at the latest after the test. */
function startAppending(dir: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { child, exited }
}

/** Resolves with the highest `seq` that the process told before it was killed. */
async function killAfter(child: ChildProcessByStdio<null, Readable, null>, seq: number): Promise<number> {
  let told = 0
  for await (const line of createInterface({ input: child.stdout })) {
    told = Number(line)
    if (told === seq) child.kill('SIGKILL')
  }
  return told
}

it('keeps every acknowledged message of a process that was killed, and lets the next one in', async () => {
  const dir = temporaryDir()
  const { child, exited } = startAppending(dir)
  const told = await killAfter(child, 200)
  await exited
  expect(told).toBeGreaterThanOrEqual(200)

  const store = await openSqliteStore({ dir })
  onTestFinished(() => store.close())
  const lines = await store.messages.after('r', 0, 1_000_000)
  expect(lines.length).toBeGreaterThanOrEqual(told)
  expect(lines.map(({ id }) => id)).toEqual(upTo(lines.length).map((n) => `m${n}`))
}, 30_000)

it('refuses the store while another process has it', async () => {
  const dir = temporaryDir()
  const { child } = startAppending(dir)
  await once(child.stdout, 'data')
  await expect(openSqliteStore({ dir })).rejects.toBeInstanceOf(StoreNotOpened)
}, 30_000)
