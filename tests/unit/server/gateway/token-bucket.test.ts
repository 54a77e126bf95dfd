import { describe, expect, it } from 'vitest'
import { TokenBucket } from '../../../../server/gateway/rate-limits'

const takeAll = (bucket: TokenBucket, times: number, now: number) =>
  Array.from({ length: times }, () => bucket.take(now))

describe('a bucket', () => {
  it('gives as many as it holds at once, and then says how long to wait', () => {
    const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, 0)
    expect(takeAll(bucket, 5, 0)).toEqual([0, 0, 0, 500, 500])
  })

  it('has one again exactly when it said so', () => {
    const bucket = new TokenBucket({ perSecond: 3, burst: 1 }, 0)
    bucket.take(0)
    const wait = bucket.take(0)
    expect(wait).toBe(334)
    expect(bucket.take(wait - 1)).toBeGreaterThan(0)
    expect(bucket.take(wait)).toBe(0)
  })

  it('fills up with time, but not beyond its size', () => {
    const bucket = new TokenBucket({ perSecond: 10, burst: 2 }, 0)
    takeAll(bucket, 2, 0)
    expect(takeAll(bucket, 3, 60_000)).toEqual([0, 0, 100])
  })

  it('gives no more than its rate in the long run', () => {
    const bucket = new TokenBucket({ perSecond: 20, burst: 5 }, 0)
    let given = 0
    for (let now = 0; now <= 10_000; now += 7) if (bucket.take(now) === 0) given += 1
    expect(given).toBeGreaterThanOrEqual(204)
    expect(given).toBeLessThanOrEqual(205)
  })

  it('does not mind a clock that is set back', () => {
    const bucket = new TokenBucket({ perSecond: 1, burst: 1 }, 10_000)
    expect([bucket.take(5_000), bucket.take(5_000), bucket.take(6_000)]).toEqual([0, 1_000, 0])
  })
})
