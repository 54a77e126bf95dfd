import { askWechat, errcodeOf, readAnswer, type WechatApp, WechatUnavailable } from './request'

/** The token by which the server calls WeChat. */
export interface AccessToken {
  /** The token to use now. `bad`: one that WeChat has just refused. Rejects with `WechatUnavailable`. */
  get(bad?: string): Promise<string>
}

const path = '/cgi-bin/stable_token'
/** In its last five minutes WeChat hands out the next token, and both are good. */
const earlyMs = 300_000

export function openAccessToken(app: WechatApp): AccessToken {
  let cached: { token: string; until: number } | undefined
  let fetching: Promise<string> | undefined

  async function fetchToken(): Promise<string> {
    const { appid, secret } = app
    // Without `force_refresh`, of which there are 20 a day: a token that another call replaced comes back new.
    const body = { grant_type: 'client_credential', appid, secret, force_refresh: false }
    const answer = readAnswer(await askWechat({ ...app.server, path, body }), path)
    const { access_token: token, expires_in: seconds } = answer
    if (typeof token !== 'string' || typeof seconds !== 'number')
      throw new WechatUnavailable(`${path} answered errcode ${errcodeOf(answer)}`)
    cached = { token, until: app.elapsed() + seconds * 1_000 - earlyMs }
    return token
  }

  return {
    async get(bad) {
      if (cached && cached.token !== bad && app.elapsed() < cached.until) return cached.token
      fetching ??= fetchToken().finally(() => {
        fetching = undefined
      })
      return fetching
    },
  }
}
