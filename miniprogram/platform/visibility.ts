import type { Visibility } from '../session/ports'

/** The whole program coming to the front, and going to the back. */
export const visibility: Visibility = {
  onShow(listener) {
    const handler = () => listener()
    wx.onAppShow(handler)
    return () => wx.offAppShow(handler)
  },
  onHide(listener) {
    const handler = () => listener()
    wx.onAppHide(handler)
    return () => wx.offAppHide(handler)
  },
}
