import { asyncApi } from '../api'

/** WeChat asks users before a mini-program may use their data; on the web the browser does, each time. */
export const privacy = {
  getPrivacySetting: asyncApi('getPrivacySetting', () => ({
    needAuthorization: false,
    privacyContractName: '',
  })),
  requirePrivacyAuthorize: asyncApi('requirePrivacyAuthorize', () => undefined),
  openPrivacyContract: asyncApi('openPrivacyContract', () => undefined),
  onNeedPrivacyAuthorization: () => undefined,
  getSetting: asyncApi('getSetting', () => ({ authSetting: {}, subscriptionsSetting: {} })),
  authorize: asyncApi('authorize', () => undefined),
  openSetting: asyncApi('openSetting', () => ({ authSetting: {} })),
}
