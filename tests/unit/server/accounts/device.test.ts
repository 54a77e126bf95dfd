import { describe, expect, it } from 'vitest'
import { deviceOf } from '../../../../server/accounts/device'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

describe('a device', () => {
  it.each([
    [
      'Chrome · Windows',
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/126.0.0.0 Safari/537.36`,
    ],
    [
      'Chrome · Android',
      `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/126.0.0.0 Mobile Safari/537.36`,
    ],
    ['Firefox · Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0'],
    ['Safari · iPhone', `${iphone} Version/17.4 Mobile/15E148 Safari/604.1`],
    [
      'WeChat · iPhone',
      `${iphone} Mobile/15E148 MicroMessenger/8.0.40(0x18002831) NetType/WIFI Language/zh_CN`,
    ],
    [
      'WeChat · Android',
      `Mozilla/5.0 (Linux; Android 13; 22081212C Build/TKQ1.220829.002; wv) ${webkit} Version/4.0 Chrome/111.0.5563.116 Mobile Safari/537.36 XWEB/1110017 MMWEBSDK/20230805 MicroMessenger/8.0.42.2460(0x28002A35) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64 MiniProgramEnv/android`,
    ],
    [
      'WeChat · Windows',
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/107.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Windows WindowsWechat/WMPF WindowsWechat(0x63090719) XWEB/8391`,
    ],
    [
      'WeChat · macOS',
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Chrome/107.0.0.0 Safari/537.36 MicroMessenger/6.8.0(0x16080000) NetType/WIFI MiniProgramEnv/Mac MacWechat/WMPF XWEB/1191`,
    ],
  ])('is known as %s', (label, userAgent) => expect(deviceOf(userAgent)).toBe(label))

  it.each([undefined, '', 'node', 'x'.repeat(16_000)])('may be unknown: %.20s', (userAgent) =>
    expect(deviceOf(userAgent)).toBe(''),
  )

  it('has a short label, whatever it calls itself', () => {
    expect(deviceOf(`${'long'.repeat(200)}/1.0 (x)`).length).toBeLessThanOrEqual(60)
  })
})
