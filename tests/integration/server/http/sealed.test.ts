import { constants, createDecipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpAnswer, SendRequest } from '../../../../miniprogram/api/http'
import { sealedRequests } from '../../../../miniprogram/api/sealed-http'
import { readServerKeys } from '../../../../server/wire/server-keys'
import { newPem, testKeys } from '../../../support/seal-keys'
import { sealPlatform } from '../../../support/seal-platform'
import { type Answer, type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
beforeAll(async () => {
  server = await TestServer.open({ sealing: { keys: testKeys, required: true } })
  ann = await server.guest('Ann')
  await server.ports.ports.store.rooms.join('lobby', ann.id, 0, 1_000)
  const draft = { id: 'm1', from: ann.id, kind: 'text' as const, body: 'Is the kettle on?', time: 1 }
  await server.ports.ports.store.messages.append('lobby', [draft])
})
afterAll(() => server.close())

/** A header as a third party would write it by the document, and its key. */
function sealHeader(keys = testKeys) {
  const key = randomBytes(32)
  const spki = createPublicKey({
    key: Buffer.from(keys.offered[0] ?? '', 'base64'),
    type: 'spki',
    format: 'der',
  })
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const wrapped = publicEncrypt({ key: spki, padding, oaepHash: 'sha256' }, key)
  return { key, seal: `${keys.fingerprints[0]} ${wrapped.toString('base64')} 7` }
}

function ask(url: string, seal?: string): Promise<Answer> {
  return server.ask({
    method: 'GET',
    url,
    token: ann.token,
    ...(seal !== undefined && { headers: { seal } }),
  })
}

function open({ body }: Answer, key: Buffer, about: string): unknown {
  const sealed = Buffer.from(body.sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(body.nonce, 'base64'))
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(sealed.subarray(-16))
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString())
}

it('an answer that brings the ticket of a call is sealed as any other', async () => {
  const { key, seal } = sealHeader()
  const url = '/api/calls/lobby.c1/ticket'
  const answer = await server.ask({ method: 'POST', url, token: ann.token, headers: { seal } })
  expect(open(answer, key, `POST ${url} 200 7`)).toMatchObject({ ticket: expect.any(String), page: false })
})

describe('an answer that holds messages', () => {
  it.each(['/api/rooms', '/api/rooms/lobby', '/api/rooms/lobby/messages?limit=5'])(
    'of %s is given sealed, or not at all',
    async (url) => {
      expect((await ask(url)).body).toMatchObject({ status: 403, code: 'sealed-only' })
      const { key, seal } = sealHeader()
      const answer = await ask(url, seal)
      expect(Object.keys(answer.body).sort()).toEqual(['nonce', 'sealed'])
      expect(answer.text).not.toContain('kettle')
      expect(JSON.stringify(open(answer, key, `GET ${url} 200 7`))).toContain('Is the kettle on?')
      expect(() => open(answer, key, 'GET /api/rooms/other 200 7')).toThrow()
      expect(() => open(answer, key, `GET ${url} 200 8`)).toThrow()
    },
  )

  it('is given bare where sealing is optional', async () => {
    const lenient = await TestServer.open()
    const bo = await lenient.guest('Bo')
    expect((await lenient.get('/api/rooms', bo.token)).status).toBe(200)
    expect((await lenient.get('/api/seal')).body).toEqual({ required: false, keys: testKeys.offered })
    await lenient.close()
  })
})

describe('any other answer', () => {
  it('is sealed when it was asked so, a problem too', async () => {
    const { key, seal } = sealHeader()
    const url = '/api/people/nobody'
    const answer = await ask(url, seal)
    expect(answer.status).toBe(404)
    expect(open(answer, key, `GET ${url} 404 7`)).toMatchObject({ code: 'unknown-person' })
    expect((await ask('/api/me')).body).toMatchObject({ name: 'Ann' })
  })
})

describe('a key that cannot be unwrapped', () => {
  it.each(['', 'x', 'x y', `${testKeys.fingerprints[0]} AAAA 7`])('is refused: "%s"', async (seal) => {
    expect((await ask('/api/rooms', seal)).body).toMatchObject({ status: 400, code: 'bad-seal' })
  })

  it.each(['', 'x', '-1', '1234567890123456'])('is refused with the number "%s"', async (number) => {
    const seal = sealHeader().seal.replace(/7$/, number)
    const { body } = await ask('/api/rooms', seal)
    expect(body).toMatchObject({ code: 'bad-seal', detail: expect.stringContaining('number') })
  })

  it.each(['7', '-1'])('is what is named as wrong, whatever the number is: "%s"', async (number) => {
    const seal = sealHeader(readServerKeys([newPem()])).seal.replace(/7$/, number)
    const { body } = await ask('/api/rooms', seal)
    expect(body).toMatchObject({ code: 'bad-seal', detail: expect.stringContaining('no key') })
    expect(body).toMatchObject({ detail: expect.not.stringContaining('number') })
  })

  it('is refused when it was wrapped for another server', async () => {
    const { seal } = sealHeader(readServerKeys([newPem()]))
    expect((await ask('/api/rooms', seal)).body).toMatchObject({ code: 'bad-seal' })
  })
})

describe('a stranger', () => {
  it('gets no key unwrapped', async () => {
    const { seal } = sealHeader()
    const answer = await server.ask({ method: 'GET', url: '/api/rooms', token: 'x', headers: { seal } })
    expect(answer.body).toMatchObject({ status: 401, code: 'not-signed-in' })
    const login = await server.ask({ method: 'GET', url: '/api/login', headers: { seal: 'x' } })
    expect(login.status).toBe(200)
  })
})

describe('the client', () => {
  const sent: string[] = []
  const bare: SendRequest = async ({ method, path, token, seal }) => {
    sent.push(path)
    const answer = await server.ask({
      method,
      url: path,
      ...(token !== undefined && { token }),
      ...(seal !== undefined && { headers: { seal } }),
    })
    return { status: answer.status, body: answer.body }
  }
  const rooms = { method: 'GET', path: '/api/rooms' } as const

  it('reads what comes sealed, and asks for the keys once', async () => {
    const send = sealedRequests(bare, sealPlatform, testKeys.fingerprints)
    sent.length = 0
    const answers = [await send({ ...rooms, token: ann.token }), await send({ ...rooms, token: ann.token })]
    for (const { body } of answers) expect(JSON.stringify(body)).toContain('Is the kettle on?')
    expect(await send({ method: 'GET', path: '/api/people/x', token: ann.token })).toMatchObject({
      status: 404,
      body: { code: 'unknown-person' },
    })
    expect(sent).toEqual(['/api/seal', '/api/rooms', '/api/rooms', '/api/people/x'])
  })

  it('takes no bare answer for a sealed one, and none that was meant for another question', async () => {
    const other = { method: 'GET', path: '/api/rooms/lobby', token: ann.token } as const
    const tricks: Array<(send: SendRequest) => SendRequest> = [
      () => async (request) =>
        request.path === '/api/seal' ? bare(request) : { status: 200, body: { rooms: [] } },
      (send) => async (request) =>
        send(request.path === '/api/rooms' ? { ...other, seal: request.seal ?? '' } : request),
      (send) => async (request) => ({
        ...(await send(request)),
        status: request.path === '/api/seal' ? 200 : 404,
      }),
    ]
    for (const trick of tricks) {
      const send = sealedRequests(trick(bare), sealPlatform, [])
      await expect(send({ ...rooms, token: ann.token })).rejects.toMatchObject({ code: 'untrusted-server' })
    }
  })

  it('takes no answer of before, even to the same question', async () => {
    const answers: HttpAnswer[] = []
    const playingBack: SendRequest = async (request) => {
      if (request.path === '/api/seal') return bare(request)
      answers.push(await bare(request))
      return answers[0] ?? { status: 500, body: undefined }
    }
    const send = sealedRequests(playingBack, sealPlatform, [])
    expect(await send({ ...rooms, token: ann.token })).toMatchObject({ status: 200 })
    await expect(send({ ...rooms, token: ann.token })).rejects.toMatchObject({ code: 'untrusted-server' })
  })

  it('goes away from a server that the build does not know', async () => {
    const send = sealedRequests(bare, sealPlatform, ['somebody else'])
    await expect(send({ ...rooms, token: ann.token })).rejects.toMatchObject({ code: 'untrusted-server' })
  })

  it('wraps anew when the server has other keys', async () => {
    let times = 0
    const changing: SendRequest = async (request) => {
      times += 1
      const problem = { status: 400, body: { code: 'bad-seal' } }
      return times === 2 ? problem : bare(request)
    }
    const answer = await sealedRequests(changing, sealPlatform, [])({ ...rooms, token: ann.token })
    expect(answer.status).toBe(200)
    expect(times).toBe(4)
  })
})
