import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWechat } from '../../../../server/wechat/wechat'
import { type Trouble, WechatStandIn } from '../../../support/wechat'
import { TestServer } from './server'

let wechat: WechatStandIn
let server: TestServer
beforeAll(async () => {
  wechat = await new WechatStandIn().open()
  const { api, appid, secret } = wechat
  const client = openWechat({ api, appid, secret, patienceMs: 2_000 })
  server = await TestServer.open({ signIn: { guestLogin: false, wechat: client } })
})
afterAll(async () => {
  await server.close()
  await wechat.close()
})

const signIn = (code: string) => server.post('/api/login/wechat', { code })

describe('a WeChat user', () => {
  it('comes in for the first time under a made-up name, and is the same person ever after', async () => {
    const first = await signIn(wechat.code('openid-ann'))
    expect(first.status).toBe(200)
    expect(first.body).toEqual({
      token: expect.any(String),
      user: { id: expect.any(String), name: expect.stringMatching(/^微信用户\d{4}$/), avatar: '' },
    })
    const second = await signIn(wechat.code('openid-ann', 'union-ann'))
    expect(second.body.user).toEqual(first.body.user)
    expect(await server.ports.ports.store.accounts.credentialOf(first.body.user.id)).toMatchObject({
      openid: 'openid-ann',
    })
  })

  it('is one person when two devices come for the first time at once', async () => {
    const codes = [wechat.code('openid-bob'), wechat.code('openid-bob')]
    const answers = await Promise.all(codes.map(signIn))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers[0]?.body.user).toEqual(answers[1]?.body.user)
  })

  it('is told to be on, where guests are off', async () => {
    expect((await server.get('/api/login')).body).toEqual({ guest: false, password: true, wechat: true })
  })
})

describe('a code', () => {
  it('is good once', async () => {
    const code = wechat.code('openid-carol')
    expect((await signIn(code)).status).toBe(200)
    const { status, body } = await signIn(code)
    expect([status, body.code]).toEqual([401, 'bad-wechat-code'])
  })

  it.each(['made-up', '&secret=x', '💬', '%00'])(
    'that WeChat does not know lets nobody in: %s',
    async (code) => {
      const { status, body } = await signIn(code)
      expect([status, body.code]).toEqual([401, 'bad-wechat-code'])
      expect(wechat.calls.at(-1)?.query.js_code).toBe(code)
    },
  )

  it.each(['', 'x'.repeat(129)])('of no sensible length never reaches WeChat', async (code) => {
    const before = wechat.calls.length
    expect((await signIn(code)).body.code).toBe('bad-request')
    expect(wechat.calls.length).toBe(before)
  })

  it('of a user whom WeChat takes for a risk is refused', async () => {
    wechat.trouble('session', 40226)
    const { status, body } = await signIn(wechat.code('openid-risk'))
    expect([status, body.code]).toEqual([403, 'wechat-refused'])
  })
})

describe('when WeChat cannot answer', () => {
  const troubles: Trouble[] = [-1, 45011, 40013, 'garbage', 'hang-up', 'status-502', 'silence']
  it.each(troubles)('as by %s, people are told to come back', async (trouble) => {
    wechat.trouble('session', trouble)
    const { status, body, headers } = await signIn(wechat.code('openid-dave'))
    expect([status, body.code]).toEqual([503, 'wechat-unavailable'])
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  })

  it('because too many come in one minute, people are told to come back', async () => {
    wechat.sessionsLeft = 0
    expect((await signIn(wechat.code('openid-erin'))).body.code).toBe('wechat-unavailable')
    wechat.sessionsLeft = Number.POSITIVE_INFINITY
    expect((await signIn(wechat.code('openid-erin'))).status).toBe(200)
  })

  it('because it is not there, people are told to come back, and the log tells no secret', async () => {
    const gone = await new WechatStandIn().open()
    const { api, appid, secret } = gone
    await gone.close()
    const client = openWechat({ api, appid, secret })
    const alone = await TestServer.open({ signIn: { guestLogin: false, wechat: client } })
    const { status, text } = await alone.post('/api/login/wechat', { code: 'one-time-code' })
    expect(status).toBe(503)
    const told = [text, ...alone.log].join()
    expect(told).toContain('ECONNREFUSED')
    for (const hidden of [secret, appid, 'one-time-code']) expect(told).not.toContain(hidden)
    await alone.close()
  })
})

it('neither the answers nor the log ever hold the session key, the secret, the app id, a code or an openid', async () => {
  const code = wechat.code('openid-frank')
  const answers = [await signIn(code), await signIn(code)]
  wechat.trouble('session', 40125)
  answers.push(await signIn(wechat.code('openid-frank')))
  const told = [...answers.map(({ text }) => text), ...server.log].join()
  expect(told).toContain('/api/login/wechat')
  for (const hidden of [wechat.sessionKey, wechat.secret, wechat.appid, code, 'openid-frank'])
    expect(told).not.toContain(hidden)
})
