import { beforeEach, expect, it, vi } from 'vitest'
import { OnceASecond } from '../../../../../server/chat/live/once-a-second'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

it('acts at once when it is asked for the first time, and after a quiet second', () => {
  const act = vi.fn()
  const limiter = new OnceASecond(act)
  limiter.ask()
  expect(act).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1_000)
  limiter.ask()
  expect(act).toHaveBeenCalledTimes(2)
})

it('acts once at the end of the second for all that was asked meanwhile', () => {
  const act = vi.fn()
  const limiter = new OnceASecond(act)
  for (let asked = 0; asked < 10; asked += 1) limiter.ask()
  vi.advanceTimersByTime(999)
  expect(act).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  expect(act).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(10_000)
  expect(act).toHaveBeenCalledTimes(2)
})

it('never acts twice within a second, however often it is asked', () => {
  const times: number[] = []
  const limiter = new OnceASecond(() => times.push(Date.now()))
  for (let at = 0; at < 5_000; at += 70) {
    limiter.ask()
    vi.advanceTimersByTime(70)
  }
  const pauses = times.slice(1).map((time, at) => time - (times[at] ?? 0))
  expect(pauses.every((pause) => pause >= 1_000)).toBe(true)
  expect(times).toHaveLength(6)
})

it('does not act after it was stopped, and can be asked again', () => {
  const act = vi.fn()
  const limiter = new OnceASecond(act)
  limiter.ask()
  limiter.ask()
  limiter.stop()
  vi.advanceTimersByTime(5_000)
  expect(act).toHaveBeenCalledTimes(1)
  limiter.ask()
  expect(act).toHaveBeenCalledTimes(2)
})
