import { UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../../../server/store/store'
import { TestServer } from './server'

let server: TestServer
beforeAll(async () => {
  server = await TestServer.open()
})
afterAll(() => server.close())

describe('a request without a valid token', () => {
  it.each([
    ['GET', '/api/me'],
    ['PATCH', '/api/me'],
    ['GET', '/api/people/lobby'],
    ['GET', '/api/rooms'],
    ['GET', '/api/rooms/lobby'],
    ['GET', '/api/rooms/lobby/messages'],
    ['GET', '/api/rooms/lobby/qr'],
    ['GET', '/api/contacts'],
    ['POST', '/api/calls/c1/ticket'],
    ['POST', '/api/calls/c1/voip'],
    ['POST', '/api/renew'],
    ['POST', '/api/logout'],
    ['POST', '/api/me/keep'],
    ['POST', '/api/me/password'],
    ['GET', '/api/me/sessions'],
    ['DELETE', '/api/me/sessions'],
    ['DELETE', '/api/me/sessions/x'],
  ] as const)('is not answered: %s %s', async (method, url) => {
    const { status, body, headers } = await server.ask({ method, url })
    expect([status, body.code, headers['www-authenticate']]).toEqual([401, 'not-signed-in', 'Bearer'])
  })

  it.each(['Bearer', 'Bearer ', 'Bearer x y', 'Basic YW5uOnB3', 'Bearer a.b.c', 'x'.repeat(8_000)])(
    'is not answered: %.20s',
    async (authorization) => {
      expect((await server.ask({ url: '/api/me', headers: { authorization } })).status).toBe(401)
    },
  )

  it('is not answered when the token is not signed, or in the query', async () => {
    const { id, token } = await server.guest('Ann')
    const unsigned = new UnsecuredJWT({
      sub: id,
      sid: 'x',
      iss: 'chat',
      aud: 'chat',
      exp: 4_000_000_000,
    }).encode()
    expect((await server.get('/api/me', unsigned)).status).toBe(401)
    expect((await server.get(`/api/me?token=${token}`)).status).toBe(401)
  })
})

describe('a session', () => {
  it('is renewed without signing in again', async () => {
    const { id, token } = await server.guest('Bob')
    server.ports.clock.pass(80_000_000)
    const { status, body } = await server.post('/api/renew', {}, token)
    expect(status).toBe(200)
    expect(body.user).toEqual({ id, name: 'Bob', avatar: '' })
    server.ports.clock.pass(80_000_000)
    expect((await server.get('/api/me', token)).status).toBe(401)
    expect((await server.get('/api/me', body.token)).status).toBe(200)
  })

  it('ends by signing out, in all its tokens, and no other one does', async () => {
    const { token } = await server.guest('Carol')
    const other = await server.guest('Carol')
    const renewed = (await server.post('/api/renew', {}, token)).body.token
    const { status, text } = await server.ask({ method: 'POST', url: '/api/logout', token })
    expect([status, text]).toEqual([204, ''])
    for (const one of [token, renewed]) expect((await server.get('/api/me', one)).status).toBe(401)
    expect((await server.post('/api/renew', {}, token)).status).toBe(401)
    expect((await server.get('/api/me', other.token)).status).toBe(200)
  })

  it('may be ended by a request that names a type and sends no body, as wx.request does', async () => {
    const { token } = await server.guest('Dave')
    const headers = { 'content-type': 'application/json' }
    expect((await server.ask({ method: 'POST', url: '/api/logout', token, headers })).status).toBe(204)
  })

  it('of a person who is no longer in the store is nobody’s', async () => {
    const { token } = await server.sessions.issue('gone', { device: '', address: '' })
    for (const [method, url] of [
      ['GET', '/api/me'],
      ['POST', '/api/renew'],
    ] as const)
      expect((await server.ask({ method, url, token })).body.code).toBe('not-signed-in')
  })
})

it('one person asks a hundred times at once and no more, and others still may', async () => {
  const [greedy, other] = [await server.guest('Greedy'), await server.guest('Other')]
  const asked = await Promise.all(Array.from({ length: 101 }, () => server.get('/api/me', greedy.token)))
  expect(asked.filter(({ status }) => status === 200)).toHaveLength(100)
  expect(asked.find(({ status }) => status === 429)?.body.code).toBe('too-fast')
  expect((await server.get('/api/me', other.token)).status).toBe(200)
})

it('asks to come back while the store does not answer, and tells nobody but the log why', async () => {
  const { token } = await server.guest('Erin')
  const unreachable = async () => {
    throw new StoreUnavailable('db.internal:27017 refused')
  }
  const broken = await TestServer.open({ sessions: { ...server.sessions, verify: unreachable } })
  const { status, body, text, headers } = await broken.get('/api/me', token)
  expect([status, body.code, headers['retry-after']]).toEqual([503, 'try-again', '5'])
  expect(text).not.toContain('db.internal')
  expect(broken.log.join()).toContain('db.internal')
  await broken.close()
})
