import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestServer } from './server'

let server: TestServer
beforeAll(async () => {
  server = await TestServer.open()
})
afterAll(() => server.close())

const url = '/api/login/guest'
const json = { 'content-type': 'application/json' }
const send = (payload: string | Buffer, headers: Record<string, string> = json) =>
  server.ask({ method: 'POST', url, payload, headers })

describe('a body', () => {
  it.each([
    ['nothing', '', 400, 'bad-request'],
    ['half an object', '{"name":', 400, 'bad-json'],
    ['no JSON', 'name=Ann', 400, 'bad-json'],
    ['a number', '7', 400, 'bad-request'],
    ['null', 'null', 400, 'bad-request'],
    ['a list', '["Ann"]', 400, 'bad-request'],
    ['no name', '{}', 400, 'bad-request'],
    ['a number for a name', '{"name":7}', 400, 'bad-request'],
    ['a list for a name', '{"name":["Ann"]}', 400, 'bad-request'],
    ['a prototype', '{"name":"Ann","__proto__":{"admin":true}}', 400, 'bad-json'],
    ['100 kB', `{"name":"${'x'.repeat(100_000)}"}`, 413, 'too-large'],
    ['a thousand brackets', `${'['.repeat(30_000)}`, 400, 'bad-json'],
  ])('of %s has its answer', async (_what, payload, status, code) => {
    const answer = await send(payload)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'nonsense'])(
    'that is not JSON has its answer: %s',
    async (type) => {
      const answer = await send('{"name":"Ann"}', { 'content-type': type })
      expect([answer.status, answer.body.code]).toEqual([415, 'not-json'])
    },
  )

  it('that says its alphabet is still JSON', async () => {
    expect((await send('{"name":"Ann"}', { 'content-type': 'application/json; charset=utf-8' })).status).toBe(
      200,
    )
  })

  it('of bytes that are no text does no harm', async () => {
    const { status } = await send(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))
    expect(status).toBe(400)
  })
})

describe('an address', () => {
  it.each([
    ['GET', '/api', 404],
    ['GET', '/api/', 404],
    ['GET', '/api/nothing', 404],
    ['DELETE', '/api/me', 404],
    ['PUT', '/api/register', 404],
    ['GET', '/.env', 404],
    ['GET', '/../../etc/passwd', 404],
    ['GET', `/api/people/${'x'.repeat(300)}`, 400],
    ['GET', '/api/%zz', 400],
  ] as const)('that leads nowhere is a problem too: %s %.30s', async (method, address, expected) => {
    const { status, body } = await server.ask({ method, url: address })
    expect(status).toBe(expected)
    expect(body.code).toBe(expected === 404 ? 'not-found' : 'bad-request')
  })
})

it('a problem says its kind by a word, a sentence, and what was wrong this time', async () => {
  const { headers, body } = await send('{"name":7}')
  expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(body).toEqual({
    type: 'urn:problem:bad-request',
    title: expect.any(String),
    status: 400,
    detail: expect.stringContaining('name'),
    code: 'bad-request',
  })
})

it('a mistake of the server is a problem that tells nothing, and is in the log', async () => {
  const broken = await TestServer.open({
    sessions: {
      ...server.sessions,
      verify: async () => {
        throw new Error('secret detail')
      },
    },
  })
  const { status, body, text } = await broken.get('/api/me', 'x')
  expect([status, body.code]).toEqual([500, 'internal'])
  expect(text).not.toContain('secret detail')
  expect(broken.log.join()).toContain('secret detail')
  await broken.close()
})
