import { describe, expect, it } from 'vitest'
import { limits } from '#protocol'
import { RateLimits } from '../../../../server/gateway/rate-limits'
import { Clock } from '../../../support/clock'

function pacesOf() {
  const clock = new Clock()
  const rates = { say: { perSecond: 1, burst: 2 }, frames: { perSecond: 1, burst: 3 } }
  return { clock, rateLimits: new RateLimits(rates, clock.elapsed) }
}

describe('a person', () => {
  it('shares the pace of speaking among their sockets', () => {
    const { clock, rateLimits } = pacesOf()
    const [phone, desk, other] = [rateLimits.of('ann'), rateLimits.of('ann'), rateLimits.of('bo')]
    expect([phone.say(), desk.say(), phone.say(), desk.say()]).toEqual([0, 0, 1_000, 1_000])
    expect(other.say()).toBe(0)
    clock.pass(1_000)
    expect([desk.say(), phone.say()]).toEqual([0, 1_000])
  })

  it('counts as many messages as a frame says, and at most as many as may be said at once', () => {
    const { clock, rateLimits } = pacesOf()
    const phone = rateLimits.of('ann')
    expect([phone.say(), phone.say(2), phone.say()]).toEqual([0, 1_000, 0])
    clock.pass(2_000)
    expect([phone.say(5_000), phone.say()]).toEqual([0, 1_000])
  })

  it('has a pace of its own for what the ends of a call tell each other', () => {
    const { clock, rateLimits } = pacesOf()
    const [phone, desk] = [rateLimits.of('ann'), rateLimits.of('ann')]
    for (let signal = 0; signal < 200; signal += 1) expect(phone.signal()).toBe(0)
    expect([desk.signal(), desk.say(), rateLimits.of('bo').signal()]).toEqual([50, 0, 0])
    clock.pass(1_000)
    for (let signal = 0; signal < 20; signal += 1) expect(phone.signal()).toBe(0)
    expect(phone.signal()).toBe(50)
  })

  it('has a pace of frames for each socket', () => {
    const { rateLimits } = pacesOf()
    const [phone, desk] = [rateLimits.of('ann'), rateLimits.of('ann')]
    expect([phone.any(), phone.any(), phone.any(), phone.any(), desk.any()]).toEqual([0, 0, 0, 1_000, 0])
  })
})

describe('who sent too much', () => {
  it('stays outside for ten seconds, and nobody else does', () => {
    const { clock, rateLimits } = pacesOf()
    const limiter = rateLimits.of('ann')
    for (let frame = 1; frame < limits.badFrames; frame += 1) limiter.malformed()
    expect(rateLimits.isBarred('ann')).toBe(false)
    limiter.malformed()
    clock.pass(9_999)
    expect([rateLimits.isBarred('ann'), rateLimits.isBarred('bo')]).toEqual([true, false])
    clock.pass(1)
    expect(rateLimits.isBarred('ann')).toBe(false)
  })
})

describe('a socket', () => {
  it('has had enough at the twentieth malformed frame within a minute', () => {
    const { clock, rateLimits } = pacesOf()
    const limiter = rateLimits.of('ann')
    const count = (frames: number) => Array.from({ length: frames }, () => limiter.malformed())
    expect(count(limits.badFrames - 1)).not.toContain(true)
    clock.pass(60_001)
    expect(count(limits.badFrames)).toEqual([...Array(limits.badFrames - 1).fill(false), true])
  })

  it('has had enough at the 250th refusal for speed within a minute', () => {
    const { clock, rateLimits } = pacesOf()
    const limiter = rateLimits.of('ann')
    const count = (frames: number) => Array.from({ length: frames }, () => limiter.flooded()).indexOf(true)
    expect(count(249)).toBe(-1)
    clock.pass(60_001)
    expect(count(250)).toBe(249)
  })
})
