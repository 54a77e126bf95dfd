/**
 * WeChat gave no usable answer. The message names the call and what went wrong, never an address, an
 * app id, a secret, a code or a token: it may be logged.
 */
export class WechatUnavailable extends Error {
  override readonly name = 'WechatUnavailable'
}
