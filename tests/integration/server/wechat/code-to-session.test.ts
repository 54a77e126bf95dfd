import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWechat, type Wechat } from '../../../../server/wechat/wechat'
import { WechatStandIn } from '../../../support/wechat'

let server: WechatStandIn
let wechat: Wechat
beforeAll(async () => {
  server = await new WechatStandIn().open()
  const { api, appid, secret } = server
  wechat = openWechat({ api, appid, secret })
})
afterAll(() => server.close())

it('the session of a code is the user and nothing else: its key goes no further', async () => {
  expect(await wechat.codeToSession(server.code('openid-ann'))).toEqual({ openid: 'openid-ann' })
  const user = { openid: 'openid-bob', unionid: 'union-bob' }
  expect(await wechat.codeToSession(server.code(user.openid, user.unionid))).toEqual(user)
})

it('a code that is wrong or used is refused as a value, for people do that', async () => {
  const code = server.code('openid-ann')
  await wechat.codeToSession(code)
  for (const one of [code, 'made-up'])
    expect(await wechat.codeToSession(one)).toEqual({ refused: 'bad-wechat-code' })
})
