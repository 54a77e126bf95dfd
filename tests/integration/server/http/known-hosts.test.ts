import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestServer } from './server'

let server: TestServer
let token: string
beforeAll(async () => {
  server = await TestServer.open({ metricsToken: 'a-token-for-the-monitor', trustProxy: ['loopback'] })
  token = (await server.guest('Ann')).token
})
afterAll(() => server.close())

const ask = (url: string, headers: Record<string, string>, more = {}) =>
  server.ask({ url, headers, token, ...more })

describe('a request to a name that is not the server’s', () => {
  it.each(['/api/login', '/api/me', '/api/openapi.json', '/healthz', '/metrics', '/made/up'])(
    'is answered with nothing but the reason: %s',
    async (url) => {
      const { status, body } = await ask(url, { host: 'rebound.example:8080' })
      expect([status, body.code]).toEqual([421, 'unknown-host'])
    },
  )

  it('gets no metrics, even from this machine or with their token', async () => {
    const headers = { host: 'rebound.example', authorization: 'Bearer a-token-for-the-monitor' }
    expect((await ask('/metrics', headers)).status).toBe(421)
  })

  it('is not told to be readable by the page that rebound it', async () => {
    const headers = { host: 'rebound.example', origin: 'http://rebound.example' }
    expect((await ask('/api/me', headers)).headers['access-control-allow-origin']).toBeUndefined()
  })

  it('stays one when a proxy is trusted and the asker names a good host in X-Forwarded-Host', async () => {
    const headers = { host: 'rebound.example', 'x-forwarded-host': 'chat.example' }
    expect((await ask('/api/me', headers)).status).toBe(421)
  })
})

describe('X-Forwarded-Host', () => {
  it('opens no answer to another origin', async () => {
    const headers = {
      host: '127.0.0.1:8080',
      origin: 'http://evil.example',
      'x-forwarded-host': 'evil.example',
    }
    const answer = await ask('/api/me', headers)
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, undefined])
  })
})

it.each(['192.168.1.5:8080', '[::1]:8080', 'localhost:8080', 'chat.example'])(
  'a phone or a browser that opened %s is served',
  async (host) => expect((await ask('/api/me', { host })).status).toBe(200),
)
