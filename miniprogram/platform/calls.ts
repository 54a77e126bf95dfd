import type { CallEngine } from '../calls/engine'

/** What a browser makes calls with; nothing in WeChat. */
export function callEngine(): CallEngine | undefined {
  return wx.createCallEngine?.()
}
