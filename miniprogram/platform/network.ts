import type { Network } from '../session/ports'

/** Whether the phone has a network. Taken for granted until WeChat says otherwise. */
export function openNetwork(): Network {
  let online = true
  wx.getNetworkType({
    success: ({ networkType }) => {
      online = networkType !== 'none'
    },
  })
  wx.onNetworkStatusChange(({ isConnected }) => {
    online = isConnected
  })
  return {
    isOnline: () => online,
    onChange(listener) {
      const handler = () => listener()
      wx.onNetworkStatusChange(handler)
      return () => wx.offNetworkStatusChange(handler)
    },
  }
}
