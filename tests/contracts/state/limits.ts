import { expect } from 'vitest'
import type { StateTests } from './state-tests'

/** Slow enough that nothing comes back while a test runs. */
const slow = { perSecond: 0.01, burst: 5 }
const quick = { perSecond: 2, burst: 2 }

export const limits: StateTests = {
  'lets through a burst, and then says how long to wait': async ({ state: { limits } }) => {
    for (let n = 0; n < slow.burst; n += 1) expect(await limits.take('k', slow)).toBe(0)
    const wait = await limits.take('k', slow)
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(100_000)
  },

  'counts the same on every server, also at the same time': async ({ state, other }) => {
    const takes = Array.from({ length: 20 }, (_, n) => (n % 2 ? state : other).limits.take('k', slow))
    const waits = await Promise.all(takes)
    expect(waits.filter((wait) => wait === 0)).toHaveLength(slow.burst)
  },

  'keeps keys apart': async ({ state: { limits } }) => {
    for (let n = 0; n < slow.burst; n += 1) await limits.take('k', slow)
    expect(await limits.take('k', slow)).toBeGreaterThan(0)
    for (const key of ['kk', 'K', '__proto__']) expect(await limits.take(key, slow)).toBe(0)
  },

  'takes as much as something costs, or nothing': async ({ state: { limits } }) => {
    expect(await limits.take('k', slow, 3)).toBe(0)
    expect(await limits.take('k', slow, 3)).toBeGreaterThan(0)
    expect(await limits.take('k', slow, 2)).toBe(0)
    expect(await limits.take('k', slow, 1)).toBeGreaterThan(0)
  },

  'lets through again after the wait it named': async ({ state: { limits }, wait }) => {
    // Asked for together, for on a busy machine much may come back between one answer and the next question.
    const [, pause] = await Promise.all([limits.take('k', quick, 2), limits.take('k', quick)])
    expect(pause).toBeGreaterThan(0)
    await wait(pause)
    expect(await limits.take('k', quick)).toBe(0)
  },

  'holds something for the first who asks, on every server, and for the same one again': async ({
    state,
    other,
  }) => {
    const hold = (which: typeof state, who: string) => which.limits.hold('room', who, 60_000)
    const first = await Promise.all([hold(state, 'a'), hold(other, 'b')])
    expect(first.filter(Boolean)).toHaveLength(1)
    const [won, lost] = first[0] ? ['a', 'b'] : ['b', 'a']
    for (const which of [state, other])
      expect([await hold(which, String(won)), await hold(which, String(lost))]).toEqual([true, false])
    expect(await state.limits.hold('another room', String(lost), 60_000)).toBe(true)
  },

  'lets go of what was held where its holder says so, and nobody else': async ({ state, other }) => {
    expect(await state.limits.hold('room', 'a', 60_000)).toBe(true)
    await other.limits.release('room', 'b')
    expect(await other.limits.hold('room', 'b', 60_000)).toBe(false)
    await other.limits.release('room', 'a')
    expect(await state.limits.hold('room', 'b', 60_000)).toBe(true)
  },

  'lets go of what was held when its time is over': async ({ state: { limits }, wait }) => {
    expect(await limits.hold('room', 'a', 1_000)).toBe(true)
    await wait(500)
    expect(await limits.hold('room', 'a', 1_000)).toBe(true)
    // The second time did not begin anew.
    await wait(600)
    expect(await limits.hold('room', 'b', 1_000)).toBe(true)
  },

  'saves up no more than a burst': async ({ state: { limits }, wait }) => {
    const rate = { perSecond: 2, burst: 1 }
    expect(await limits.take('k', rate)).toBe(0)
    await wait(1_500)
    const waits = await Promise.all([limits.take('k', rate), limits.take('k', rate)])
    expect(waits[0]).toBe(0)
    expect(waits[1]).toBeGreaterThan(0)
  },
}
