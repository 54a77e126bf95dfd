import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WechatUnavailable } from '../../../../server/wechat/request'
import { openWechat, type Wechat } from '../../../../server/wechat/wechat'
import { Clock } from '../../../support/clock'
import { type Trouble, WechatStandIn } from '../../../support/wechat'

let server: WechatStandIn
let wechat: Wechat
let clock: Clock
beforeEach(async () => {
  server = await new WechatStandIn().open()
  clock = new Clock()
  const { api, appid, secret } = server
  wechat = openWechat({ api: `${api}/`, appid, secret, patienceMs: 200, elapsed: clock.elapsed })
})
afterEach(() => server.close())

const code = { scene: 'c=ABCD2345', page: 'pages/group-room/group-room' }
const tokensAsked = () => server.calls.filter(({ call }) => call === 'token').length

describe('a mini-program code', () => {
  it('is the picture that WeChat draws of the scene and the page', async () => {
    const picture = await wechat.miniProgramCode(code)
    expect(picture.subarray(0, 2).toString('hex')).toBe('ffd8')
    expect(server.calls.at(-1)?.body).toMatchObject({ ...code, check_path: false })
  })

  it.each<Trouble>([45009, 41030, -1, 'garbage', 'hang-up', 'status-502', 'silence'])(
    'that is not drawn because of %s is an error without secrets',
    async (trouble) => {
      server.trouble('picture', trouble)
      const error: unknown = await wechat.miniProgramCode(code).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(WechatUnavailable)
      const told = JSON.stringify(error, Object.getOwnPropertyNames(error))
      for (const hidden of [server.secret, server.appid, server.accessToken ?? '-'])
        expect(told).not.toContain(hidden)
    },
  )
})

describe('the access token', () => {
  it('is asked for once for many codes, also when they are wanted at the same time', async () => {
    await Promise.all([
      wechat.miniProgramCode(code),
      wechat.miniProgramCode(code),
      wechat.miniProgramCode(code),
    ])
    await wechat.miniProgramCode(code)
    expect(tokensAsked()).toBe(1)
  })

  it('is asked for again five minutes before it ends', async () => {
    await wechat.miniProgramCode(code)
    clock.pass(7_200_000 - 300_001)
    await wechat.miniProgramCode(code)
    expect(tokensAsked()).toBe(1)
    clock.pass(1)
    await wechat.miniProgramCode(code)
    expect(tokensAsked()).toBe(2)
  })

  it('that ended early is replaced once, and nobody notices', async () => {
    await wechat.miniProgramCode(code)
    server.accessToken = undefined
    await wechat.miniProgramCode(code)
    expect(tokensAsked()).toBe(2)
  })

  it('that is refused again and again is not asked for without end', async () => {
    for (const errcode of [42001, 40001]) server.trouble('picture', errcode)
    await expect(wechat.miniProgramCode(code)).rejects.toThrow('errcode 40001')
    expect(server.calls.filter(({ call }) => call === 'picture').length).toBe(2)
  })

  it.each<Trouble>([40125, 'garbage', 'silence'])(
    'that is not given because of %s is asked for anew',
    async (trouble) => {
      server.trouble('token', trouble)
      await expect(wechat.miniProgramCode(code)).rejects.toThrow(WechatUnavailable)
      await expect(wechat.miniProgramCode(code)).resolves.toBeInstanceOf(Buffer)
    },
  )
})
