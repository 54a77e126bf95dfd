import { expect, it, vi } from 'vitest'
import { UntilDone } from '../../../../../server/chat/live/until-done'
import { quiet } from '../../../../support/quiet'

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
  await quiet()
  expect(tries).toBe(2)
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
