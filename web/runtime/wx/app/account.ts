import { ApiFailure, asyncApi } from '../api'

/** What the server wrote into the page: its addresses, for miniprogram/platform. Empty when it wrote nothing. */
function extConfig(): Record<string, unknown> {
  const text = document.querySelector('meta[name="chat-config"]')?.getAttribute('content') ?? ''
  if (!text.startsWith('{')) return {}
  return JSON.parse(text) as Record<string, unknown>
}

const notWeChat = (name: string) =>
  asyncApi(name, () => {
    throw new ApiFailure('this is not WeChat')
  })

export const account = {
  /** Sign in on the web by name and password, or as a guest: WeChat's login is for WeChat alone. */
  login: notWeChat('login'),
  checkSession: notWeChat('checkSession'),
  getUserProfile: notWeChat('getUserProfile'),
  getUserInfo: notWeChat('getUserInfo'),
  getAccountInfoSync: () => ({ miniProgram: { appId: '', envVersion: 'release', version: '' } }),
  getExtConfigSync: extConfig,
  getExtConfig: asyncApi('getExtConfig', () => ({ extConfig: extConfig() })),
}
