import { describe, expect, it } from 'vitest'
import { isTemporary, limits, refusals } from '#protocol'

describe('isTemporary', () => {
  it('is true for what may succeed later, and for nothing else', () => {
    expect(Object.keys(refusals).filter(isTemporary)).toEqual(['too-fast', 'try-again'])
  })

  it.each(['', 'not-today', '__proto__', 'constructor', 'toString'])(
    'takes the unknown code %j as final',
    (code) => {
      expect(isTemporary(code)).toBe(false)
    },
  )
})

describe('refusals', () => {
  it('say a sentence', () => {
    for (const [code, { message }] of Object.entries(refusals)) expect(message, code).toMatch(/^[A-Z].*\.$/)
  })

  it('name the limits as they are', () => {
    expect(refusals['text-too-long'].message).toContain(limits.textLength.toLocaleString('en'))
    expect(refusals['bad-name'].message).toContain(`1 to ${limits.nameLength} `)
    expect(limits.recallMs).toBe(2 * 60_000)
    expect(limits.declinedPauseMs).toBe(24 * 3_600_000)
  })
})
