/** Whether this is WeChat, and not a browser. */
export function inWechat(): boolean {
  return wx.getDeviceInfo().platform !== 'web'
}
