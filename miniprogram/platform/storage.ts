import type { Storage } from '../session/ports'

/** The phone's key-value storage: 1 MB per key and 10 MB in all. */
export const storage: Storage = {
  read(key) {
    try {
      const value: unknown = wx.getStorageSync(key)
      // An absent key reads as an empty text.
      return value === '' ? undefined : value
    } catch {
      return undefined
    }
  },
  write(key, value) {
    try {
      wx.setStorageSync(key, value)
      return true
    } catch {
      return false
    }
  },
  remove(key) {
    try {
      wx.removeStorageSync(key)
    } catch {
      // A key that cannot be removed is overwritten or read again; neither does harm.
    }
  },
  keys() {
    try {
      return wx.getStorageInfoSync().keys
    } catch {
      return []
    }
  },
}
