import { openAccessToken } from './access-token'
import { codeToSession } from './code-to-session'
import { type MiniProgramCode, miniProgramCode } from './mini-program-code'

/** Whom WeChat vouches for. The session key of the answer is dropped where it arrives. */
export interface WechatUser {
  openid: string
  unionid?: string
}

/** The calls to WeChat's server. Each rejects with `WechatUnavailable` when it gets no usable answer. */
export interface Wechat {
  /** Trades the one-time code of `wx.login` for the user. */
  codeToSession(code: string): Promise<WechatUser | { refused: 'bad-wechat-code' | 'wechat-refused' }>
  /** The picture (JPEG or PNG) of a round code that opens a page of the mini-program. */
  miniProgramCode(code: MiniProgramCode): Promise<Buffer>
}

interface WechatOptions {
  /** Base address, `https://api.weixin.qq.com` but in tests. */
  api: string
  appid: string
  secret: string
  /** Milliseconds until a call is given up; 5,000 unless given. */
  patienceMs?: number
  /** Milliseconds of a clock that nobody sets; that of the process unless given. */
  elapsed?(): number
}

/** The app, and where its calls go. */
export interface WechatApp {
  server: { api: string; patienceMs?: number }
  appid: string
  secret: string
  elapsed(): number
}

export function openWechat({
  api,
  appid,
  secret,
  patienceMs,
  elapsed = () => performance.now(),
}: WechatOptions): Wechat {
  const server = patienceMs === undefined ? { api } : { api, patienceMs }
  const app: WechatApp = { server, appid, secret, elapsed }
  const token = openAccessToken(app)
  return {
    codeToSession: (code) => codeToSession(code, app),
    miniProgramCode: (code) => miniProgramCode(code, app, token),
  }
}
