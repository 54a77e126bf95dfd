import type { CallEngine } from '../calls/engine'
import { Refused } from '../session/refused'

/** What makes calls; WeChat has nothing for it. */
export const callEngine = (): CallEngine | undefined =>
  wx.createCallEngine?.((code, message) => new Refused(code, message))
