import { describe, expect, it } from 'vitest'
import { closes, mayReconnect } from '#protocol'

describe('mayReconnect', () => {
  it.each([1000, 1001, 1005, 1006, 1011, 1012, 1013, 4000, 4001, 4250, 4499])(
    'after %i: come back',
    (code) => {
      expect(mayReconnect(code)).toBe(true)
    },
  )

  it.each([1002, 1003, 1007, 1008, 1009, 4500, 4501, 4750, 4999])('after %i: do not', (code) => {
    expect(mayReconnect(code)).toBe(false)
  })
})

describe('closes', () => {
  const all = Object.values(closes)

  it('are of the range that applications may use, or registered for what they mean', () => {
    const registered = [1012, 1013, 1014]
    for (const { code } of all) expect((code >= 4000 && code <= 4999) || registered.includes(code)).toBe(true)
  })

  it('have a code each', () => {
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length)
  })

  it('have a reason that fits a close frame', () => {
    for (const { reason } of all) expect(new TextEncoder().encode(reason).length).toBeLessThanOrEqual(123)
  })
})
