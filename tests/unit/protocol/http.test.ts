import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HttpRoute, isAnswer, isSealedAnswer } from '#protocol'
import { httpRoutes } from '../../../miniprogram/protocol/http'
import { mutation } from './mutations'

const person = { id: 'ann', name: 'Ann', avatar: '' }
const invitation = { link: 'k1', person, note: '', time: 1 }
const samples = {
  'POST /api/renew': { token: 't', user: person },
  'GET /api/contacts': {
    contacts: [{ person, room: 'talk', since: 1, online: true }],
    invitations: { received: [invitation], sent: [] },
    blocked: [person],
  },
  'POST /api/calls/{call}/ticket': { ticket: 't', expires: 1, url: 'https://c/#/', qr: 'data:,', page: true },
  'POST /api/calls/{call}/voip': { groupId: 'c1', nonceStr: 'n', timeStamp: 1, signature: 's' },
  'POST /api/media': { media: 'm1', type: 'audio/mpeg', size: 9, duration: 1_000 },
  'GET /api/uploads/{upload}': { upload: 'u1', chunkBytes: 1_048_576, missing: [0, 2] },
} as const satisfies Partial<Record<HttpRoute, object>>

const sampled = Object.keys(samples) as Array<keyof typeof samples>

describe('an answer', () => {
  it.each(sampled)('of %s is taken when it fits, also with fields of a newer server', (route) => {
    expect(isAnswer(route, samples[route])).toBe(true)
    expect(isAnswer(route, { ...samples[route], more: 1 })).toBe(true)
  })

  it.each(sampled)('of %s is not taken when a field is missing', (route) => {
    for (const name of Object.keys(samples[route]))
      expect(isAnswer(route, { ...samples[route], [name]: undefined }), name).toBe(false)
  })

  it('deep within another one must fit as well', () => {
    const { contacts, invitations, blocked } = samples['GET /api/contacts']
    const sent = [{ ...invitation, time: 'yesterday' }]
    expect(isAnswer('GET /api/contacts', { contacts, invitations, blocked })).toBe(true)
    expect(isAnswer('GET /api/contacts', { contacts, invitations: { ...invitations, sent }, blocked })).toBe(
      false,
    )
  })

  it('is told, whatever comes, of every route', () => {
    const routes = Object.keys(httpRoutes) as HttpRoute[]
    const body = fc.oneof(
      fc.jsonValue(),
      mutation(samples).map((text): unknown => JSON.parse(text)),
    )
    fc.assert(
      fc.property(fc.constantFrom(...routes), body, (route, one) =>
        [true, false].includes(isAnswer(route, one)),
      ),
    )
  })

  it('that is sealed has its two parts', () => {
    expect(isSealedAnswer({ nonce: 'AA==', sealed: 'AA==' })).toBe(true)
    for (const body of [undefined, null, '', [], {}, { nonce: 'AA==' }, { nonce: 1, sealed: 'AA==' }])
      expect(isSealedAnswer(body)).toBe(false)
  })
})
