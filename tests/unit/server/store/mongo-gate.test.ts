import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Gate } from '../../../../server/store/mongo/gate'
import { StoreUnavailable } from '../../../../server/store/store'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

/** A gate, and calls that settle when a test says so. */
function gateOf() {
  const onStuck = vi.fn()
  const gate = new Gate(onStuck)
  const answer: Array<() => void> = []
  const outcomes: string[] = []
  const call = (many: number) => {
    for (let at = 0; at < many; at += 1)
      void gate
        .run(() => new Promise<void>((resolve) => answer.push(resolve)))
        .then(
          () => outcomes.push('answered'),
          (error: unknown) => outcomes.push(error instanceof StoreUnavailable ? 'refused' : String(error)),
        )
  }
  return { gate, onStuck, answer, outcomes, call }
}

describe('calls to MongoDB that never settle', () => {
  it('are refused in time, and at ten of them the connection is to be made anew', async () => {
    const { onStuck, outcomes, call } = gateOf()
    call(9)
    await vi.advanceTimersByTimeAsync(60_000)
    expect([outcomes.length, onStuck.mock.calls.length]).toEqual([9, 0])
    call(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(outcomes).toEqual(Array.from({ length: 10 }, () => 'refused'))
    expect(onStuck).toHaveBeenCalledTimes(1)
    call(10)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onStuck).toHaveBeenCalledTimes(2)
  })

  it('are not those that settle late', async () => {
    const { onStuck, answer, call } = gateOf()
    for (let times = 0; times < 5; times += 1) {
      call(5)
      await vi.advanceTimersByTimeAsync(60_000)
      for (const one of answer.splice(0)) one()
      await vi.advanceTimersByTimeAsync(0)
    }
    expect(onStuck).not.toHaveBeenCalled()
  })

  it('are refused at once when the server is known to be gone, and count all the same', async () => {
    const { gate, onStuck, outcomes, call } = gateOf()
    call(10)
    gate.breakOff('gone')
    await vi.advanceTimersByTimeAsync(0)
    expect(outcomes).toEqual(Array.from({ length: 10 }, () => 'refused'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onStuck).toHaveBeenCalledTimes(1)
  })
})
