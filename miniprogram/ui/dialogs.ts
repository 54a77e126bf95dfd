import { explain, t } from '../i18n/index'

/**
 * Asks before something that cannot be taken back. `confirmText`: four Chinese characters or eight letters at most, for with more
 * WeChat shows nothing at all (developers.weixin.qq.com/miniprogram/dev/api/ui/interaction/wx.showModal.html).
 */
export async function isSure(content: string, confirmText: string): Promise<boolean> {
  const cancelText = t('common.cancel')
  const { confirm } = await wx.showModal({ content, confirmText, cancelText, confirmColor: '#c62f2f' })
  return confirm
}

/** Says something that must be read before going on. */
export async function tell(title: string, content: string): Promise<void> {
  await wx.showModal({ title, content, confirmText: t('common.ok'), showCancel: false })
}

/** Says that something was not allowed, and leads to where it can be: WeChat asks nobody twice. */
export async function offerSettings(content: string): Promise<void> {
  const confirmText = t('common.settings')
  const { confirm } = await wx.showModal({ content, confirmText, cancelText: t('common.cancel') })
  if (confirm) wx.openSetting()
}

/** Says something in passing. */
export function toast(title: string): void {
  wx.showToast({ title, icon: 'none', duration: 2500 })
}

/** Says what went wrong: a `Refused`, or the code of a problem. */
export function complain(problem: unknown): void {
  toast(explain(problem))
}

/** Offers some lines to choose from; nothing when the person turned away. `alertText`: what to know before, above them. */
export async function choose(itemList: string[], alertText?: string): Promise<number | undefined> {
  try {
    const { tapIndex } = await wx.showActionSheet({ itemList, ...(alertText !== undefined && { alertText }) })
    return tapIndex
  } catch {
    return undefined
  }
}
