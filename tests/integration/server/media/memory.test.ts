import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryDir } from '../../../support/temporary-dir'

const photo = resolve(import.meta.dirname, 'cases/p50mp.jpg')
const megabyte = 1e6

/** Bytes of memory that a process has had at most. */
function mostOf(pid = 0): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024
}

it('A photo of 50 megapixels takes some lines of it, never all of what is drawn', async () => {
  const script = createRequire(import.meta.url).resolve('#examiner')
  const child = fork(script, { env: { MALLOC_ARENA_MAX: '2' }, serialization: 'advanced' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ask = async (job: string, args: unknown[]) => {
    child.send({ job, args })
    const [answer] = await once(child, 'message')
    return answer
  }
  // A file that is none: all that it needs for any picture is loaded.
  expect(await ask('image', [import.meta.filename, ''])).toEqual({ refused: 'wrong-type' })
  const before = mostOf(child.pid)
  const drawn = await ask('image', [photo, join(temporaryDir(), 'drawn')])
  expect(drawn).toMatchObject({ value: { width: 4_096, height: 3_072 } })
  expect(mostOf(child.pid) - before).toBeLessThan(80 * megabyte)
})
