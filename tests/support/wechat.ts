import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** The calls that the stand-in knows. */
const paths = {
  session: '/sns/jscode2session',
  token: '/cgi-bin/stable_token',
  picture: '/wxa/getwxacodeunlimit',
} as const
type Call = keyof typeof paths

/** What a call gets instead of an answer: an error code, bytes that mean nothing, a session without its key, a lost socket, silence. */
export type Trouble = number | 'garbage' | 'no-key' | 'hang-up' | 'silence' | 'status-502'

export interface WechatCall {
  call: Call
  query: Record<string, string>
  body: Record<string, unknown>
}

/** Begins and ends like a JPEG, which is all that anyone looks at. */
const picture = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')

/** A server that behaves like WeChat's for signing in and for mini-program codes. */
export class WechatStandIn {
  readonly appid: string
  readonly secret = randomBytes(16).toString('hex')
  /** The key that comes with every session and that nobody may ever see. */
  readonly sessionKey: string
  /** Every call so far. */
  readonly calls: WechatCall[] = []
  /** So many sessions are given; the rest of the minute is refused with 45011. */
  sessionsLeft = Number.POSITIVE_INFINITY
  /** The access token that is good now. Taken away, it has ended before its time. */
  accessToken: string | undefined
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  readonly #users = new Map<string, { openid: string; unionid?: string }>()
  readonly #usedCodes = new Set<string>()
  readonly #troubles: Record<Call, Trouble[]> = { session: [], token: [], picture: [] }

  constructor({
    appid = 'wx0123456789abcdef',
    sessionKey = randomBytes(16).toString('base64'),
  }: { appid?: string; sessionKey?: string } = {}) {
    this.appid = appid
    this.sessionKey = sessionKey
  }

  /** For `WECHAT_API`. */
  get api(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** What `wx.login` would give this user now: good for one call. */
  code(openid: string, unionid?: string): string {
    const code = `0${randomBytes(15).toString('hex')}`
    this.#users.set(code, unionid === undefined ? { openid } : { openid, unionid })
    return code
  }

  /** The next call of this kind meets this trouble, instead of an answer. */
  trouble(call: Call, trouble: Trouble): void {
    this.#troubles[call].push(trouble)
  }

  /** The signature by which WeChat lets into a talk of this app. */
  voipSignature(talk: { groupId: string; nonceStr: string; timeStamp: number }): string {
    const { groupId, nonceStr, timeStamp } = talk
    const text = [this.appid, groupId, nonceStr, String(timeStamp)].sort().join('')
    return createHmac('sha256', this.sessionKey).update(text).digest('hex')
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request)
    if (!call) return void response.writeHead(404).end()
    this.calls.push(call)
    const trouble = this.#troubles[call.call].shift()
    if (trouble === 'silence') return
    if (trouble === 'hang-up') return void request.socket.destroy()
    if (trouble === 'status-502') return void response.writeHead(502).end('{}')
    if (trouble === 'garbage') return void response.end('<html>not what you asked for</html>')
    if (trouble === 'no-key') return send(response, { openid: 'openid' })
    if (trouble !== undefined) return send(response, refusal(trouble, 'trouble'))
    send(response, this.#good(call))
  }

  #good(call: WechatCall): object | Buffer {
    if (call.call === 'session') return this.#session(call)
    return call.call === 'token' ? this.#token(call) : this.#picture(call)
  }

  #session({ query }: WechatCall): object {
    const { appid, secret, grant_type: grant, js_code: code = '' } = query
    if (appid !== this.appid) return refusal(40013, 'invalid appid')
    if (secret !== this.secret) return refusal(40125, 'invalid appsecret')
    if (grant !== 'authorization_code') return refusal(40002, 'invalid grant_type')
    if (this.sessionsLeft <= 0) return refusal(45011, 'api minute-quota reach limit')
    this.sessionsLeft -= 1
    const user = this.#users.get(code)
    if (!user)
      return this.#usedCodes.has(code) ? refusal(40163, 'code been used') : refusal(40029, 'invalid code')
    this.#users.delete(code)
    this.#usedCodes.add(code)
    return { session_key: this.sessionKey, ...user }
  }

  #token({ body }: WechatCall): object {
    if (body.appid !== this.appid) return refusal(40013, 'invalid appid')
    if (body.secret !== this.secret) return refusal(40125, 'invalid appsecret')
    // Asked again, the same token comes back while it is good.
    this.accessToken ??= randomBytes(64).toString('base64url')
    return { access_token: this.accessToken, expires_in: 7_200 }
  }

  #picture({ query, body }: WechatCall): object | Buffer {
    const { scene, page } = body
    if (this.accessToken === undefined || query.access_token !== this.accessToken)
      return refusal(40001, 'invalid credential')
    if (typeof scene !== 'string' || !/^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/.test(scene))
      return refusal(40169, 'invalid length for scene, or the data is not json string')
    return typeof page !== 'string' || page.startsWith('/') ? refusal(41030, 'invalid page') : picture
  }
}

async function readCall(request: IncomingMessage): Promise<WechatCall | undefined> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://wechat')
  const call = (Object.keys(paths) as Call[]).find((name) => paths[name] === pathname)
  const body = await text(request)
  if (!call || request.method !== (call === 'session' ? 'GET' : 'POST')) return undefined
  return { call, query: Object.fromEntries(searchParams), body: body === '' ? {} : JSON.parse(body) }
}

function refusal(errcode: number, errmsg: string): object {
  return { errcode, errmsg: `${errmsg}, rid: 65f0c0de-0badcafe-12345678` }
}

/** JSON goes as text/plain, as WeChat sends it. */
function send(response: ServerResponse, answer: object | Buffer): void {
  if (Buffer.isBuffer(answer)) response.setHeader('content-type', 'image/jpeg')
  else response.setHeader('content-type', 'text/plain')
  response.end(Buffer.isBuffer(answer) ? answer : JSON.stringify(answer))
}
