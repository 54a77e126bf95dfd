import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { admit, type Gate, isRejection } from '../../../../server/gateway/admission'

const ann = { id: 'ann', name: 'Ann', avatar: '' }
const identity = { person: 'ann', session: 's', expires: 1 }

/** What was asked of the gate: the token is asked for last, because it costs a look into the store. */
function gateOf(choices: Partial<Gate> = {}) {
  const verified: string[] = []
  // Of the sessions and the people, what admission asks them.
  const gate = {
    port: 'group',
    sessions: {
      verify: async (token: string) => {
        verified.push(token)
        return token === 'good' ? identity : token === 'orphan' ? { ...identity, person: 'gone' } : undefined
      },
    },
    people: { get: async (id: string) => (id === 'ann' ? ann : undefined) },
    trustProxy: ['loopback'],
    knownHost: (host: string) => host === 'chat.example',
    allowedOrigin: (origin: string) => origin === 'https://chat.example',
    isFull: () => false,
    ...choices,
  } as Gate
  return { gate, verified }
}

interface Asked {
  url?: string
  from?: string
  headers?: Record<string, string>
}

function request({ url = '/group', from = '127.0.0.1', headers = {} }: Asked): IncomingMessage {
  const all = { host: 'chat.example', 'sec-websocket-protocol': 'chat.v1, token.good', ...headers }
  // All that is read of a request.
  return { url, headers: all, socket: { remoteAddress: from } } as unknown as IncomingMessage
}

describe('somebody with a valid token', () => {
  it('is let in with what is known of them', async () => {
    const { gate } = gateOf()
    expect(await admit(request({}), gate)).toEqual({
      identity,
      person: ann,
      seals: false,
    })
    const sealing = { 'sec-websocket-protocol': 'chat.v1, token.good, sealed.v2' }
    expect(await admit(request({ headers: sealing }), gate)).toMatchObject({ seals: true })
    const old = { 'sec-websocket-protocol': 'chat.v1, token.good, sealed' }
    expect(await admit(request({ headers: old }), gate)).toMatchObject({ seals: false, outdated: true })
  })

  it('is let in with a query, from an allowed page, and whatever the order and the blanks', async () => {
    const { gate } = gateOf()
    const headers = { origin: 'https://chat.example', 'sec-websocket-protocol': 'token.good ,chat.v1' }
    expect(await admit(request({ url: '/group?v=1', headers }), gate)).toMatchObject({ person: ann })
  })

  it('has the address that a trusted proxy names, and an untrusted one does not', async () => {
    const { gate } = gateOf()
    const headers = { 'x-forwarded-for': '10.9.9.9, 203.0.113.7' }
    const address = async (from: string) => {
      const admission = await admit(request({ from, headers }), gate)
      return isRejection(admission) ? admission : admission.address
    }
    expect(await address('127.0.0.1')).toBe('203.0.113.7')
    expect(await address('198.51.100.1')).toBe('198.51.100.1')
  })

  it('behind a proxy that names no address is let in, as one of all those', async () => {
    const { gate } = gateOf()
    const headers = { 'x-forwarded-for': 'unknown' }
    expect(await admit(request({ headers }), gate)).toMatchObject({ person: ann, address: 'unknown' })
  })

  it('of a home counts as one address by IPv6', async () => {
    const full: string[] = []
    const { gate } = gateOf({ isFull: (address) => full.push(address ?? '') > 5 })
    for (const from of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1'])
      await admit(request({ from }), gate)
    expect(full[0]).toBe(full[1])
    expect(full[0]).not.toBe(full[2])
  })
})

describe('an upgrade is refused', () => {
  const cases: Array<[string, number, string, Asked]> = [
    ['at another path', 404, 'not-found', { url: '/direct' }],
    ['at no path', 404, 'not-found', { url: '//' }],
    ['at an address that is none', 404, 'not-found', { url: 'http://[' }],
    ['to a foreign name', 421, 'unknown-host', { headers: { host: 'rebound.example' } }],
    ['from a foreign page', 403, 'foreign-origin', { headers: { origin: 'https://evil.example' } }],
    [
      'without the sub-protocol',
      400,
      'no-subprotocol',
      { headers: { 'sec-websocket-protocol': 'token.good' } },
    ],
    [
      'with another version',
      400,
      'no-subprotocol',
      { headers: { 'sec-websocket-protocol': 'chat.v2, token.good' } },
    ],
    ['without a token', 401, 'not-signed-in', { headers: { 'sec-websocket-protocol': 'chat.v1' } }],
    [
      'with an empty token',
      401,
      'not-signed-in',
      { headers: { 'sec-websocket-protocol': 'chat.v1, token.' } },
    ],
    [
      'with a bad token',
      401,
      'not-signed-in',
      { headers: { 'sec-websocket-protocol': 'chat.v1, token.bad' } },
    ],
    [
      'for an account that is gone',
      401,
      'not-signed-in',
      { headers: { 'sec-websocket-protocol': 'chat.v1, token.orphan' } },
    ],
  ]

  it.for(cases)('%s: %i', async ([, status, code, asked]) => {
    expect(await admit(request(asked), gateOf().gate)).toMatchObject({ status, code })
  })

  it('to an address that has all its sockets, but never to this machine', async () => {
    const { gate, verified } = gateOf({ isFull: (address) => address !== undefined })
    expect(await admit(request({ from: '203.0.113.7' }), gate)).toMatchObject({ status: 429 })
    expect(verified).toEqual([])
    for (const from of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(await admit(request({ from }), gate)).toMatchObject({ person: ann })
  })

  it('without asking the store where something else is wrong', async () => {
    const { gate, verified } = gateOf()
    for (const [, , , asked] of cases.slice(0, 8)) await admit(request(asked), gate)
    expect(verified).toEqual([])
  })
})
