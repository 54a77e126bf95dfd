import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMetrics } from '../../../../server/lib/metrics'
import { elsewhere, TestServer } from './server'

const metricsToken = 'a-token-for-the-monitor'

let server: TestServer
let ready: () => Promise<void> = async () => undefined
beforeAll(async () => {
  server = await TestServer.open({ metricsToken, readiness: () => ready() })
})
afterAll(() => server.close())

describe('health', () => {
  it('is there as long as the process lives', async () => {
    ready = () => Promise.reject(new Error('the store is gone'))
    expect((await server.get('/healthz')).body).toEqual({ status: 'alive' })
  })

  it('is ready when the server can work, and not when it cannot', async () => {
    ready = async () => undefined
    expect((await server.get('/readyz')).body).toEqual({ status: 'ready' })
    ready = () => Promise.reject(new Error('no answer from db.internal'))
    const { status, body, text } = await server.get('/readyz')
    expect([status, body.code]).toEqual([503, 'try-again'])
    expect(text).not.toContain('db.internal')
    expect(server.log.join()).toContain('db.internal')
  })
})

describe('metrics', () => {
  it('are read from this machine', async () => {
    const { status, text } = await server.get('/metrics')
    expect(status).toBe(200)
    expect(text).toContain('process_cpu_seconds_total')
    expect(text).toContain('chat_http_seconds_bucket')
  })

  it.each([
    ['another machine', { remoteAddress: elsewhere }],
    ['a proxy on this machine', { headers: { 'x-forwarded-for': elsewhere } }],
    ['a proxy that speaks the newer way', { headers: { forwarded: `for=${elsewhere}` } }],
    ['another machine with a wrong token', { remoteAddress: elsewhere, token: 'a guess' }],
  ])('are not read from %s', async (_where, request) => {
    expect((await server.ask({ url: '/metrics', ...request })).status).toBe(401)
  })

  it('are read from anywhere with the token', async () => {
    const request = { url: '/metrics', remoteAddress: elsewhere, token: metricsToken }
    expect((await server.ask(request)).status).toBe(200)
  })

  it('are not read with an empty token when none is set', async () => {
    const closed = await TestServer.open()
    expect((await closed.ask({ url: '/metrics', remoteAddress: elsewhere, token: '' })).status).toBe(401)
    await closed.close()
  })
})

describe('what is measured', () => {
  it('is requests, by the pattern of the route and not by the address', async () => {
    const counting = await TestServer.open()
    for (const url of ['/api/people/aaaa', '/api/people/bbbb', '/made/up', '/made/up/too'])
      await counting.get(url)
    const { text } = await counting.get('/metrics')
    expect(text).toContain('chat_http_seconds_count{method="GET",route="/api/people/:id",status="401"} 2')
    expect(text).toContain('chat_http_seconds_count{method="GET",route="unknown",status="404"} 2')
    expect(text).not.toContain('aaaa')
    await counting.close()
  })

  it('is what the sockets do', async () => {
    const metrics = openMetrics()
    metrics.opened('group')
    metrics.opened('group')
    metrics.closed('group', 4501)
    metrics.closed('direct', 3999)
    metrics.received('group', 'say')
    metrics.refused('too-fast')
    metrics.appended(3, 0.004)
    metrics.delivered(40)
    const text = await metrics.text()
    for (const line of [
      'chat_connections{port="group"} 1',
      'chat_closes_total{code="4501"} 1',
      'chat_closes_total{code="other"} 1',
      'chat_frames_total{port="group",type="say"} 1',
      'chat_refusals_total{code="too-fast"} 1',
      'chat_accepted_total 3',
      'chat_delivered_total 40',
      'chat_append_batch_size_sum 3',
      'chat_append_seconds_bucket{le="0.005"} 1',
    ])
      expect(text).toContain(line)
  })

  it('is not added up over two servers in one process', async () => {
    const [one, other] = [openMetrics(), openMetrics()]
    one.delivered(7)
    expect(await other.text()).toContain('chat_delivered_total 0')
  })
})

describe('the log', () => {
  it('has one line for each answer, and no token, password, query or body in it', async () => {
    const logged = await TestServer.open()
    const secrets = ['hunter2-hunter2', 'secret-in-query', 'Secret Name', 'forged-token']
    await logged.post('/api/register', { name: 'ann', password: secrets[0] })
    await logged.post('/api/login/password', { name: 'ann', password: `${secrets[0]}!` })
    await logged.post('/api/login/guest?token=secret-in-query', { name: 'Secret Name' })
    await logged.get('/api/me?token=secret-in-query', 'forged-token')
    const { token } = await logged.guest('Secret Name')
    await logged.patch('/api/me', { name: 'Secret Name', avatar: 7 }, token)

    const lines = logged.log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered')
    expect(lines.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      'POST /api/register 200',
      'POST /api/login/password 401',
      'POST /api/login/guest 200',
      'GET /api/me 401',
      'POST /api/login/guest 200',
      'PATCH /api/me 400',
    ])
    for (const secret of [...secrets, token]) expect(logged.log.join()).not.toContain(secret)
    await logged.close()
  })

  it('names the client behind a proxy that is trusted, and no other', async () => {
    const headers = { 'x-forwarded-for': elsewhere }
    const addressOf = async (trustProxy: string[]) => {
      const proxied = await TestServer.open({ trustProxy })
      await proxied.ask({ url: '/healthz', headers })
      const { address } = JSON.parse(proxied.log.at(-1) ?? '{}')
      await proxied.close()
      return address
    }
    expect(await addressOf(['127.0.0.1'])).toBe(elsewhere)
    expect(await addressOf(['10.0.0.0/8'])).toBe('127.0.0.1')
    expect(await addressOf([])).toBe('127.0.0.1')
  })
})
