import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Pace } from '../../../../server/media/pace'

const piece = 1_000
let passed: string[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  passed = []
})
afterEach(() => vi.useRealTimers())

/** So many pieces of somebody, all waiting together. */
function ask(pace: Pace, person: string, pieces: number): void {
  for (let at = 0; at < pieces; at += 1) void pace.turn(person, piece).then(() => passed.push(person))
}

describe('Bytes of uploads', () => {
  it('pass as many in a second as are taken, and not all at once after a rest', async () => {
    const pace = new Pace(10 * piece)
    await vi.advanceTimersByTimeAsync(60_000)
    ask(pace, 'ann', 100)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(passed.length).toBeGreaterThanOrEqual(50)
    expect(passed.length).toBeLessThanOrEqual(52)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(passed).toHaveLength(100)
  })

  it('pass in turns, a piece of each person, however many somebody has under way', async () => {
    const pace = new Pace(10 * piece)
    ask(pace, 'greedy', 50)
    ask(pace, 'ann', 2)
    ask(pace, 'bob', 1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(passed.slice(0, 6)).toEqual(['greedy', 'greedy', 'ann', 'bob', 'greedy', 'ann'])
  })

  it('pass at once where there is no bound', async () => {
    const pace = new Pace(Number.POSITIVE_INFINITY)
    ask(pace, 'ann', 100)
    await vi.advanceTimersByTimeAsync(0)
    expect(passed).toHaveLength(100)
  })
})
