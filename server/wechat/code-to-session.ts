import { askWechat, errcodeOf, readAnswer, type WechatApp, WechatUnavailable } from './request'

/** Whom WeChat vouches for. */
export interface WechatUser {
  openid: string
  unionid?: string
}

interface CodeRefused {
  refused: 'bad-wechat-code' | 'wechat-refused'
}

/** The user of a code, or why there is none. */
export type WechatSession = WechatUser | CodeRefused

const path = '/sns/jscode2session'

/** Codes that are wrong, and codes that were used before. */
const badCode = [40029, 40163]
/** WeChat takes the user for a risk. */
const blockedUser = 40226

/** The user of a code; the key of the session is dropped here. */
export async function codeToSession(code: string, app: WechatApp): Promise<WechatSession> {
  const session = await sessionOf(code, app)
  return 'refused' in session ? session : session.user
}

/**
 * `GET /sns/jscode2session`: error codes as in WeChat's page "code2Session". `key` signs what the mini-program says to WeChat in
 * the user's name: it is for the moment, and goes nowhere.
 */
export async function sessionOf(
  code: string,
  app: WechatApp,
): Promise<{ user: WechatUser; key: string } | CodeRefused> {
  const { appid, secret } = app
  const query = { appid, secret, js_code: code, grant_type: 'authorization_code' }
  const answer = readAnswer(await askWechat({ ...app.server, path, query }), path)

  const errcode = errcodeOf(answer)
  if (badCode.includes(errcode)) return { refused: 'bad-wechat-code' }
  if (errcode === blockedUser) return { refused: 'wechat-refused' }
  const { openid, unionid, session_key: key } = answer
  if (errcode !== 0 || typeof openid !== 'string' || openid === '')
    throw new WechatUnavailable(`${path} answered errcode ${errcode}`)
  const user = typeof unionid === 'string' ? { openid, unionid } : { openid }
  return { user, key: typeof key === 'string' ? key : '' }
}
