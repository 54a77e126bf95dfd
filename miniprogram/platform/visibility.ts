import type { Visibility } from '../session/ports'

/** The whole program coming to the front, and going to the back. */
export const visibility: Visibility = {
  onShow(listener) {
    const heard = () => listener()
    wx.onAppShow(heard)
    return () => wx.offAppShow(heard)
  },
  onHide(listener) {
    const heard = () => listener()
    wx.onAppHide(heard)
    return () => wx.offAppHide(heard)
  },
}
