import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { elapsedOf } from '../../../../miniprogram/platform/clock'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('goes on where the phone has no other clock than its own, and that is set back', () => {
  const elapsed = elapsedOf(undefined)
  vi.setSystemTime(1_700_000_005_000)
  expect(elapsed()).toBe(5_000)
  vi.setSystemTime(1_600_000_000_000)
  expect(elapsed()).toBe(5_000)
  vi.setSystemTime(1_600_000_001_000)
  expect(elapsed()).toBe(6_000)
})

it('is the browser’s own where there is one, which nobody can set', () => {
  const elapsed = elapsedOf({ now: () => 42 })
  vi.setSystemTime(1_800_000_000_000)
  expect(elapsed()).toBe(42)
})
