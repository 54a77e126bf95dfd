import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { offer, paths } from '#protocol'
import { attempt, open } from '../../conformance/client'
import { runServer } from '../../support/server-run'
import { temporaryDir } from '../../support/temporary-dir'
import { WechatStandIn } from '../../support/wechat'

const json = { 'content-type': 'application/json' }
const newSecret = () => randomBytes(32).toString('hex')

it('tells nothing that is secret and nothing that was said, at its most talkative', async () => {
  const wechat = await new WechatStandIn().open()
  onTestFinished(() => wechat.close())
  const [tokenSecret, metricsToken] = [newSecret(), newSecret()]
  const [password, forged, words] = [newSecret(), newSecret(), newSecret()]
  const run = runServer({
    GROUP_PORT: '0',
    DIRECT_PORT: '0',
    DATA_DIR: temporaryDir(),
    LOG_LEVEL: 'debug',
    TOKEN_SECRET: tokenSecret,
    METRICS_TOKEN: metricsToken,
    WECHAT_APPID: wechat.appid,
    WECHAT_SECRET: wechat.secret,
    WECHAT_API: wechat.api,
    GUEST_LOGIN: 'on',
  })
  const [, httpUrl = ''] = await run.said(/"group":"([^"]+)"/)
  const post = async (path: string, body: object | string, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(httpUrl + path, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: text,
    })
    return (await response.json().catch(() => ({}))) as { token: string }
  }

  const codes = [wechat.code('openid-of-ann'), wechat.code('openid-of-bo')]
  wechat.trouble('session', 'status-502')
  wechat.trouble('session', 'garbage')
  const signedIn = [
    await post('/api/register', { name: 'ann', password }),
    await post('/api/login/password', { name: 'ann', password }),
    await post('/api/login/guest', { name: 'Bo' }),
    // Twice trouble, then well.
    ...(await Promise.all([1, 2].map(() => post('/api/login/wechat', { code: codes[0] })))),
    await post('/api/login/wechat', { code: codes[0] }),
    await post('/api/login/wechat', { code: codes[1] }),
  ]
  const tokens = signedIn.flatMap(({ token }) => token ?? [])
  expect(tokens).toHaveLength(5)
  const [token = ''] = tokens
  await post('/api/login/password', { name: 'ann', password: `${password}!` })
  await post('/api/login/password', `{"name": "ann", "password": "${password}"`)
  await post(`/api/login/guest?token=${token}`, { name: 7, token })
  await fetch(`${httpUrl}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
  await fetch(`${httpUrl}/api/me`, { headers: { authorization: `Bearer ${forged}` } })
  await attempt(httpUrl.replace('http', 'ws') + paths.group, offer(forged))
  const client = await open(httpUrl.replace('http', 'ws') + paths.group, offer(token))
  await client.ask('entered', { type: 'enter', room: 'lobby' })
  await client.ask('accepted', { type: 'say', id: 'm1', room: 'lobby', kind: 'text', body: words })
  client.sendRaw(`{"type": "say", "body": "${words}"`)
  await client.next('refused')
  await post('/api/logout', '', { authorization: `Bearer ${token}` })
  await client.closed
  run.child.kill('SIGTERM')
  await run.exited

  const said = run.stdout + run.stderr
  expect(said.match(/"msg":"answered"/g)?.length, 'the log is on').toBeGreaterThan(10)
  const secrets = [tokenSecret, metricsToken, password, forged, words, ...tokens, ...codes]
  const ofWechat = [wechat.secret, wechat.sessionKey, 'openid-of-ann', 'openid-of-bo']
  expect([...secrets, ...ofWechat].filter((secret) => said.includes(secret))).toEqual([])
})
