import { expect, it } from 'vitest'
import { limits, offer } from '#protocol'

it('offers the protocol and, behind it, the token', () => {
  expect(offer('a.b.c')).toEqual(['chat.v1', 'token.a.b.c'])
})

it('leaves a client time for a second heartbeat before it is taken for dead', () => {
  expect(limits.deadPeerMs).toBeGreaterThanOrEqual(2 * limits.heartbeatMs)
})
