import { describe, expect, it } from 'vitest'
import { openMemoryState } from '../../../../server/state/memory'
import { MemoryLimits } from '../../../../server/state/memory-limits'
import { listen } from '../../../contracts/state/state-tests'

describe('the bus in memory', () => {
  it('tells after the publisher’s own step, in the order it was published', async () => {
    const { bus } = openMemoryState()
    const ear = await listen(bus, 't')
    for (let n = 1; n <= 3; n += 1) bus.publish('t', { n })
    expect(ear.heard).toEqual([])
    expect([await ear.next(), await ear.next(), await ear.next()]).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  it('passes the very object', async () => {
    const { bus } = openMemoryState()
    const ear = await listen(bus, 't')
    const news = { bytes: new Uint8Array([1]) }
    bus.publish('t', news)
    expect(await ear.next()).toBe(news)
  })

  it('tells the others when one subscriber throws, and reports what was thrown', async () => {
    const errors: unknown[] = []
    const { bus } = openMemoryState({ onError: (error) => errors.push(error) })
    const thrown = new Error('deaf')
    await bus.subscribe('t', () => {
      throw thrown
    })
    const ear = await listen(bus, 't')
    bus.publish('t', { n: 1 })
    bus.publish('t', { n: 2 })
    expect([await ear.next(), await ear.next()]).toEqual([{ n: 1 }, { n: 2 }])
    expect(errors).toEqual([thrown, thrown])
  })

  it('does not tell a subscriber who left after the news was published', async () => {
    const { bus } = openMemoryState()
    const gone = await listen(bus, 't')
    const stays = await listen(bus, 't')
    bus.publish('t', { n: 1 })
    gone.unsubscribe()
    await stays.next()
    expect(gone.heard).toEqual([])
  })

  it('does not tell a subscriber whom another one has just taken off, nor one who came while it told', async () => {
    const { bus } = openMemoryState()
    const heard: string[] = []
    await bus.subscribe('t', () => {
      heard.push('first')
      second()
      void bus.subscribe('t', () => heard.push('late'))
    })
    const second = await bus.subscribe('t', () => heard.push('second'))
    const stays = await listen(bus, 't')
    bus.publish('t', { n: 1 })
    await stays.next()
    expect(heard).toEqual(['first'])
  })
})

describe('limits in memory', () => {
  it('forgets buckets that are full again, and what is held no more', async () => {
    let now = 0
    const limits = new MemoryLimits(() => now)
    const rate = { perSecond: 1, burst: 1 }
    await limits.take('slow', { perSecond: 0.001, burst: 1 })
    await limits.hold('held', 'ann', 1_000_000)
    for (let n = 0; n < 10_000; n += 1) {
      if (n % 2) await limits.take(`key ${n}`, rate)
      else await limits.hold(`key ${n}`, 'ann', 1_000)
      now += 10
    }
    expect(limits.size).toBeLessThan(1_100)
    expect(await limits.take('slow', { perSecond: 0.001, burst: 1 })).toBeGreaterThan(0)
    expect(await limits.hold('held', 'bo', 1)).toBe(false)
  })
})
