import { createHmac } from 'node:crypto'
import { sessionOf } from './code-to-session'
import { type WechatApp, WechatUnavailable } from './request'

/** A talk in WeChat: who says the same `groupId` is in the same one. */
export interface VoipTalk {
  groupId: string
  /** Below 128 characters. */
  nonceStr: string
  /** Seconds since 1970: of milliseconds WeChat says that the signature is wrong. */
  timeStamp: number
}

/**
 * The signature by which `wx.joinVoIPChat` lets the user of a code into a talk, or why there is none. The algorithm is in WeChat's page
 * "framework/open-ability/voip-chat": the values sorted as texts and put together, by HMAC-SHA256 with the session key, which is
 * taken as it is written and not as the bytes that it stands for in base64.
 */
export async function voipSignature(
  code: string,
  { groupId, nonceStr, timeStamp }: VoipTalk,
  app: WechatApp,
) {
  const session = await sessionOf(code, app)
  if ('refused' in session) return session
  if (session.key === '') throw new WechatUnavailable('code2Session gave no session key')
  const text = [app.appid, groupId, nonceStr, `${timeStamp}`].sort().join('')
  return { signature: createHmac('sha256', session.key).update(text).digest('hex') }
}
