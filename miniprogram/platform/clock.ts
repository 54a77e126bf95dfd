import type { Clock } from '../session/ports'

export const clock: Clock = {
  now: () => Date.now(),
  elapsed: elapsedOf(typeof performance === 'undefined' ? undefined : performance),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

/**
 * A clock that nobody sets. Browsers have one; WeChat's programs have none (`wx.getPerformance()` has `now` in games alone, in
 * microseconds on phones and milliseconds in DevTools): there it is the phone's, which does not run back when it is set back.
 */
export function elapsedOf(performance: { now(): number } | undefined): () => number {
  if (performance) return () => performance.now()
  let last = Date.now()
  let elapsed = 0
  return () => {
    const now = Date.now()
    elapsed += Math.max(0, now - last)
    last = now
    return elapsed
  }
}
