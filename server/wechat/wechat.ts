import { openAccessToken } from './access-token'
import { codeToSession, type WechatSession } from './code-to-session'
import { type MiniProgramCode, miniProgramCode } from './mini-program-code'
import type { WechatApp } from './request'
import { type VoipTalk, voipSignature } from './voip-signature'

/** The calls to WeChat's server. Each rejects with `WechatUnavailable` when it gets no usable answer. */
export interface Wechat {
  /** Trades the one-time code of `wx.login` for the user. */
  codeToSession(code: string): Promise<WechatSession>
  /** Trades the code for a signature by which its user comes into a talk in WeChat. */
  voipSignature(code: string, talk: VoipTalk): ReturnType<typeof voipSignature>
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
  /** Milliseconds of a monotonic clock; that of the process unless given. */
  elapsed?(): number
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
    voipSignature: (code, talk) => voipSignature(code, talk, app),
    miniProgramCode: (code) => miniProgramCode(code, app, token),
  }
}
