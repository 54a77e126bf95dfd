import { Refused } from '../session/refused'

/** A login code of WeChat, good once. Rejects with `Refused('wechat-refused')`. */
export function wechatCode(): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.login({
      success: ({ code }) => resolve(code),
      fail: ({ errMsg }) => reject(new Refused('wechat-refused', errMsg)),
    })
  })
}
