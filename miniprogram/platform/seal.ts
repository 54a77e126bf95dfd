import type { SealPlatform } from '../sealing/platform'

/** WeChat's random numbers and base64. */
export const sealPlatform: SealPlatform = {
  random: (length) =>
    new Promise((resolve, reject) => {
      wx.getRandomValues({
        length,
        success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      })
    }),
  toBase64: ({ buffer, byteOffset, length }) =>
    wx.arrayBufferToBase64((buffer as ArrayBuffer).slice(byteOffset, byteOffset + length)),
  fromBase64: (text) => new Uint8Array(wx.base64ToArrayBuffer(text)),
}
