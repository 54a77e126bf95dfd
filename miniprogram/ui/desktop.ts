/** Whether this is a computer, where Enter sends: WeChat for Windows or macOS, or a browser that is no phone's. */
export function isDesktop(): boolean {
  const { platform, system } = wx.getDeviceInfo()
  if (platform === 'windows' || platform === 'mac') return true
  return platform === 'web' && !/Mobi|Android|iPhone|iPad/.test(system)
}
