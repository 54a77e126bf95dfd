import { expect, it, vi } from 'vitest'
import { UntilDone } from '../../../../../server/chat/live/until-done'

it('does it again when it fails, until it succeeds', async () => {
  vi.useFakeTimers()
  let tries = 0
  const doing = new UntilDone(async () => {
    tries += 1
    if (tries < 3) throw new Error('not now')
  })
  doing.ask()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tries).toBe(3)
  vi.useRealTimers()
})

it('does it once more, and not more often, when asked many times while it is done', async () => {
  vi.useFakeTimers()
  let tries = 0
  let finish = () => {}
  const held = new Promise<void>((done) => {
    finish = done
  })
  const doing = new UntilDone(async () => {
    tries += 1
    await held
  })
  for (let times = 0; times < 5; times += 1) doing.ask()
  finish()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tries).toBe(2)
  vi.useRealTimers()
})

it('pauses between two runs, however often it is asked, and runs at once after a while', async () => {
  vi.useFakeTimers()
  let tries = 0
  const doing = new UntilDone(async () => {
    tries += 1
  })
  // As a client of a cluster does while a shard is gone: 155 times in three seconds.
  for (let times = 0; times < 155; times += 1) {
    doing.ask()
    await vi.advanceTimersByTimeAsync(20)
  }
  expect(tries).toBeLessThan(5)
  await vi.advanceTimersByTimeAsync(60_000)
  const before = tries
  doing.ask()
  expect(tries).toBe(before + 1)
  vi.useRealTimers()
})

it('stops trying when it is told to', async () => {
  vi.useFakeTimers()
  let tries = 0
  const doing = new UntilDone(async () => {
    tries += 1
    throw new Error('not now')
  })
  doing.ask()
  await vi.advanceTimersByTimeAsync(0)
  doing.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tries).toBe(1)
  vi.useRealTimers()
})
