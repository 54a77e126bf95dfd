import { expect, it } from 'vitest'
import { actionsFor } from '../../../../miniprogram/components/message-list/menu'
import { lineOf } from '../../../support/lines'

it('An own text can be edited, and one that was forwarded cannot: it is what somebody else said', () => {
  const offers = (change: object) =>
    actionsFor(lineOf(1, { kind: 'text', mine: true, time: 0, ...change }), false, 1_000, {
      editMs: 5_000,
      pinned: [],
    })
  expect(offers({})).toContain('edit')
  expect(offers({ forwarded: true })).not.toContain('edit')
})
