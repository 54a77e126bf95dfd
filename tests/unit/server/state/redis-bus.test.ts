import { beforeEach, describe, expect, it, vi } from 'vitest'
import { RedisBus } from '../../../../server/state/redis/bus'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

/** A bus on channels that a test breaks, and when it said that news may be missing, in milliseconds. */
function busOn() {
  const told: string[] = []
  let events: { lost(): void; back(): void } = { lost: () => undefined, back: () => undefined }
  const nothing = () => Promise.resolve()
  const channels = {
    publish: nothing,
    subscribe: nothing,
    unsubscribe: nothing,
    probe: nothing,
    opened: nothing(),
    close: () => undefined,
    whole: true,
  }
  const open = (given: typeof events) => {
    events = given
    return channels
  }
  const bus = new RedisBus(open, 'node', '', () => undefined)
  const begun = Date.now()
  bus.onDoubt(() => told.push(`doubt ${Date.now() - begun}`))
  bus.onGap(() => told.push(`gap ${Date.now() - begun}`))
  const lose = () => {
    channels.whole = false
    events.lost()
  }
  const comeBack = () => {
    channels.whole = true
    events.back()
  }
  return { bus, told, lose, comeBack, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) }
}

describe('news between servers', () => {
  it('are said to be missing at once, and again within 5 s each, until a while after they are back', async () => {
    const { told, lose, comeBack, pass } = busOn()
    lose()
    lose()
    await pass(8_000)
    comeBack()
    await pass(60_000)
    expect(told).toEqual(['doubt 0', 'doubt 3500', 'doubt 7000', 'gap 8000', 'doubt 10500', 'doubt 14000'])
  })

  it('are said to be missing for as long as the beats of the server fail, though its connection says nothing', async () => {
    const { bus, told, pass } = busOn()
    for (let beat = 0; beat < 4; beat += 1) {
      bus.doubt()
      await pass(2_500)
    }
    await pass(60_000)
    expect(told).toEqual(['doubt 0', 'doubt 3500', 'doubt 7000', 'doubt 10500', 'doubt 14000'])
  })

  it('are not doubted once the bus is closed', async () => {
    const { bus, told, lose, pass } = busOn()
    lose()
    bus.close()
    await pass(60_000)
    expect(told).toEqual(['doubt 0'])
  })
})
