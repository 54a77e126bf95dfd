import { describe, expect, it } from 'vitest'
import { pause } from '../../../../miniprogram/session/backoff'
import { RateLimiter } from '../../../../miniprogram/session/rate-limiter'
import { lifeOf } from '../../../../miniprogram/session/token-claims'
import { VirtualClock } from '../../../support/virtual-clock'

describe('the pause before coming back', () => {
  it('is anything from nothing to a ceiling that doubles from half a second to thirty', () => {
    const longest = () => 1 - Number.EPSILON
    expect([0, 1, 2, 5, 6, 7, 50].map((attempt) => pause(attempt, longest))).toEqual([
      500, 1_000, 2_000, 16_000, 30_000, 30_000, 30_000,
    ])
    expect(pause(50, () => 0)).toBe(0)
    expect(pause(3, () => 0.5)).toBe(2_000)
  })
})

describe('the life of a token', () => {
  it('is read from the token itself, whatever is in it', () => {
    const payload = Buffer.from(JSON.stringify({ name: '王小明 🍵', iat: 1_700_000_000, exp: 1_702_592_000 }))
    expect(lifeOf(`head.${payload.toString('base64url')}.signature`)).toEqual({
      made: 1_700_000_000_000,
      ends: 1_702_592_000_000,
    })
  })

  it('is nothing for what is no token', () => {
    for (const token of ['', 'abc', 'a.b.c', `a.${Buffer.from('{"exp":1}').toString('base64url')}.c`])
      expect(lifeOf(token)).toBeUndefined()
  })
})

describe('the pace of a socket', () => {
  it('keeps the order, and drops what is worth nothing later when there is more to send', async () => {
    const clock = new VirtualClock()
    const sent: string[] = []
    const limiter = new RateLimiter(clock, (text) => sent.push(text))
    for (let at = 0; at < 12; at += 1) limiter.push(`${at}`)
    limiter.pushIfIdle('typing')
    await clock.advance(60_000)
    expect(sent).toEqual(Array.from({ length: 12 }, (_, at) => `${at}`))
    limiter.pushIfIdle('typing')
    expect(sent.at(-1)).toBe('typing')
  })

  it('forgets what waits when the socket is gone', async () => {
    const clock = new VirtualClock()
    const sent: string[] = []
    const limiter = new RateLimiter(clock, (text) => sent.push(text))
    for (let at = 0; at < 12; at += 1) limiter.push(`${at}`)
    limiter.clear()
    await clock.advance(60_000)
    expect(sent).toHaveLength(10)
  })
})
