import { afterAll, beforeAll, expect, it } from 'vitest'
import { voipSignature } from '../../../../server/wechat/voip-signature'
import { WechatStandIn } from '../../../support/wechat'

let server: WechatStandIn
beforeAll(async () => {
  server = await new WechatStandIn({
    appid: 'wx20afc706a711eefc',
    sessionKey: 'gDyVgzwa0mFz9uUP7M6GQQ==',
  }).open()
})
afterAll(() => server.close())

const talk = { groupId: '1559129713_672975982', nonceStr: '8AP6DT9ybtniUJfb', timeStamp: 1_559_129_714 }
const app = () => {
  const { api, appid, secret } = server
  return { server: { api }, appid, secret, elapsed: () => 0 }
}

it('a signature is that of the example in WeChat’s documents', async () => {
  expect(await voipSignature(server.code('openid-ann'), talk, app())).toEqual({
    signature: 'b002b824688dd8593a6079e11d8c5e8734fbcb39a6d5906eb347bfbcad79c617',
  })
})

it('there is none for a code that is wrong or used', async () => {
  expect(await voipSignature('made-up', talk, app())).toEqual({ refused: 'bad-wechat-code' })
})
