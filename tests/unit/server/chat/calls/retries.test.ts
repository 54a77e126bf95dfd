import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Retries } from '../../../../../server/chat/calls/retries'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Fails so many times; how often it was tried. */
function failing(times: number) {
  const tried = { times: 0, act: async () => {} }
  tried.act = async () => {
    tried.times += 1
    if (tried.times <= times) throw new Error('not yet')
  }
  return tried
}

describe('what must be done', () => {
  it('is tried again after a pause, until it is done', async () => {
    const retries = new Retries()
    const tried = failing(2)
    retries.do(tried.act)
    await vi.advanceTimersByTimeAsync(999)
    expect(tried.times).toBe(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tried.times).toBe(3)
  })

  it('is waited for, but not for ever', async () => {
    const retries = new Retries()
    const [soon, never] = [failing(1), failing(Number.POSITIVE_INFINITY)]
    retries.do(soon.act)
    const idle = vi.fn()
    void retries.idle(5_000).then(idle)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(idle).toHaveBeenCalledOnce()
    retries.do(never.act)
    void retries.idle(5_000).then(idle)
    await vi.advanceTimersByTimeAsync(4_999)
    expect(idle).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(1)
    expect(idle).toHaveBeenCalledTimes(2)
    retries.stop()
  })

  it('is tried no more at the end', async () => {
    const retries = new Retries()
    const tried = failing(Number.POSITIVE_INFINITY)
    retries.do(tried.act)
    await vi.advanceTimersByTimeAsync(0)
    retries.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tried.times).toBe(1)
    await retries.idle(1)
  })
})
