import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestServer } from './server'

let server: TestServer
beforeAll(async () => {
  server = await TestServer.open()
})
afterAll(() => server.close())

const from = (origin: string, more: object = {}) =>
  server.ask({
    url: '/api/login',
    ...more,
    headers: { origin, ...('headers' in more ? (more.headers as object) : {}) },
  })
const preflight = { method: 'OPTIONS', url: '/api/me', headers: { 'access-control-request-method': 'PATCH' } }

describe('a page', () => {
  it.each(['https://web.example.com', 'http://localhost:80'])(
    'of an allowed origin may read: %s',
    async (origin) => {
      const { headers } = await from(origin)
      expect(headers['access-control-allow-origin']).toBe(origin)
      expect(headers['access-control-allow-credentials']).toBeUndefined()
    },
  )

  it.each(['https://evil.example.com', 'null', 'https://web.example.com.evil.com'])(
    'of any other origin may not: %s',
    async (origin) => {
      const { headers } = await from(origin)
      expect(headers['access-control-allow-origin']).toBeUndefined()
      expect((await from(origin, preflight)).headers['access-control-allow-methods']).toBeUndefined()
    },
  )

  it('of an allowed origin may send a token, and asks first without one', async () => {
    const { status, headers } = await from('https://web.example.com', preflight)
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE',
      'access-control-allow-headers': 'Authorization, Content-Type, Seal',
      vary: 'Origin',
    })
  })

  it('also learns why it was refused', async () => {
    const { status, headers } = await from('https://web.example.com', { url: '/api/me' })
    expect([status, headers['access-control-allow-origin']]).toEqual([401, 'https://web.example.com'])
  })
})

describe('every answer', () => {
  it.each(['/', '/api/login', '/api/me', '/api/nothing', '/healthz'])(
    'keeps browsers strict: %s',
    async (url) => {
      const { headers } = await server.ask({ url })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers.server).toBeUndefined()
      expect(headers['set-cookie']).toBeUndefined()
    },
  )

  it.each(['/api/login', '/api/me', '/api/nothing'])('of the API is kept in no cache: %s', async (url) => {
    expect((await server.ask({ url })).headers['cache-control']).toBe('no-store')
  })

  it('promises https only where there is https', async () => {
    expect((await server.get('/')).headers['strict-transport-security']).toBeUndefined()
    const secure = await TestServer.open({ publicUrl: 'https://chat.example.com' })
    expect((await secure.get('/')).headers['strict-transport-security']).toBe('max-age=31536000')
    await secure.close()
  })
})
