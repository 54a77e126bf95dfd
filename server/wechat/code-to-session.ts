import { askWechat, errcodeOf, readAnswer, type WechatApp, WechatUnavailable } from './request'

/** Whom WeChat vouches for. The session key of the answer is dropped here. */
export interface WechatUser {
  openid: string
  unionid?: string
}

/** The user of a code, or why there is none. */
export type WechatSession = WechatUser | { refused: 'bad-wechat-code' | 'wechat-refused' }

const path = '/sns/jscode2session'

/** Codes that are wrong, and codes that were used before. */
const badCode = [40029, 40163]
/** WeChat takes the user for a risk. */
const blockedUser = 40226

/** `GET /sns/jscode2session`: error codes as in WeChat's page "code2Session". */
export async function codeToSession(code: string, app: WechatApp): Promise<WechatSession> {
  const { appid, secret } = app
  const query = { appid, secret, js_code: code, grant_type: 'authorization_code' }
  const answer = readAnswer(await askWechat({ ...app.server, path, query }), path)

  const errcode = errcodeOf(answer)
  if (badCode.includes(errcode)) return { refused: 'bad-wechat-code' }
  if (errcode === blockedUser) return { refused: 'wechat-refused' }
  const { openid, unionid } = answer
  if (errcode !== 0 || typeof openid !== 'string' || openid === '')
    throw new WechatUnavailable(`${path} answered errcode ${errcode}`)
  return typeof unionid === 'string' ? { openid, unionid } : { openid }
}
