import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '#protocol'
import { fitting } from '../../../../server/chat/messages'
import { message, seqs } from './live/lines'

const bytesOf = (messages: ReturnType<typeof fitting>) =>
  messages.reduce((sum, { body }) => sum + Buffer.byteLength(JSON.stringify(body)), 0)

/** Messages with bodies of so many characters, of three bytes each. */
const told = (lengths: number[]) =>
  lengths.map((length, at) => message(at + 1, { body: '字'.repeat(length) }))

const many = fc.array(fc.integer({ min: 1, max: limits.textLength }), { maxLength: 140 }).map(told)

describe('the messages of one answer', () => {
  it.for(['start', 'end'] as const)('are as many as fit, counted from the %s', (from) => {
    fc.assert(
      fc.property(many, (messages) => {
        const fit = fitting(messages, from)
        const rest = messages.length - fit.length
        expect(seqs(fit)).toEqual(
          seqs(from === 'start' ? messages.slice(0, fit.length) : messages.slice(rest)),
        )
        expect(fit.length).toBeLessThanOrEqual(limits.pageMessages)
        expect(bytesOf(fit)).toBeLessThanOrEqual(limits.pageBytes)
        const next = from === 'start' ? messages[fit.length] : messages[rest - 1]
        const full = fit.length === limits.pageMessages || !next
        if (!full) expect(bytesOf([...fit, next])).toBeGreaterThan(limits.pageBytes)
      }),
    )
  })

  it('are one at least, so that a reader gets on', () => {
    const huge = [message(1, { body: 'x'.repeat(2 * limits.pageBytes) }), message(2)]
    expect([seqs(fitting(huge, 'start')), fitting([], 'end')]).toEqual([[1], []])
  })
})
