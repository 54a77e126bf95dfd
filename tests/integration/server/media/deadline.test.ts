import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watch } from '../../../../server/media/deadline'

const idleMs = 1_000
/** Of those of `/proc` the shortest that is sure to be seen. */
const workMs = 20

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] }),
)
afterEach(() => void vi.useRealTimers())

function work(): void {
  const before = process.cpuUsage()
  for (let ms = 0; ms < workMs; ) {
    const { user, system } = process.cpuUsage(before)
    ms = (user + system) / 1_000
  }
}

it('What a busy machine gives little is not ended by the clock, for as long as it goes on', () => {
  let ended = false
  const stop = watch(process.pid, { processorMs: 3_600_000, idleMs }, () => {
    ended = true
  })
  for (let times = 0; times < 10; times += 1) {
    work()
    vi.advanceTimersByTime(idleMs - 100)
  }
  stop()
  expect(ended).toBe(false)
})
