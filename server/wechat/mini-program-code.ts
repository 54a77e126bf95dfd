import type { AccessToken } from './access-token'
import { askWechat, errcodeOf, readAnswer, type WechatApp, WechatUnavailable } from './request'

export interface MiniProgramCode {
  /** What the page is told: 1 to 32 characters of ``0-9A-Za-z!#$&'()*+,/:;=?@-._~``. */
  scene: string
  /** Without a leading slash and without a query: `pages/group-room/group-room`. */
  page: string
}

const path = '/wxa/getwxacodeunlimit'
/** Side of the picture in pixels; WeChat draws 280 to 1,280. */
const width = 430
/** The access token is wrong or has ended. */
const badToken = [40001, 40014, 42001]

/** `POST /wxa/getwxacodeunlimit`: a picture when it works, JSON when it does not. */
export async function miniProgramCode(
  { scene, page }: MiniProgramCode,
  app: WechatApp,
  token: AccessToken,
): Promise<Buffer> {
  // Unchecked, so that there is a code before the first version of the mini-program is published.
  const body = { scene, page, check_path: false, width }

  async function draw(access: string): Promise<Buffer | number> {
    const bytes = await askWechat({ ...app.server, path, query: { access_token: access }, body })
    return pictureType(bytes) ? bytes : errcodeOf(readAnswer(bytes, path))
  }

  const access = await token.get()
  const first = await draw(access)
  // A token may end early: when the secret was changed, or another program asked for a new one.
  const answer =
    typeof first === 'number' && badToken.includes(first) ? await draw(await token.get(access)) : first
  if (typeof answer === 'number') throw new WechatUnavailable(`${path} answered errcode ${answer}`)
  return answer
}

/** The media type of a picture by its first bytes. */
export function pictureType(bytes: Buffer): 'image/jpeg' | 'image/png' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg'
  return bytes.subarray(1, 4).toString('latin1') === 'PNG' ? 'image/png' : undefined
}
