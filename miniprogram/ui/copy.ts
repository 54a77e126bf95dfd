import { t } from '../i18n/index'
import { toast } from './dialogs'

/** Copies the address of a link that cannot be opened here, and says what it is good for. */
export function copyLink(data: string, said = t('common.linkCopied')): void {
  wx.setClipboardData({
    data,
    // In place of what WeChat says itself.
    success: () => toast(said),
    fail: () => toast(t('common.copyRefused')),
  })
}

/** Copies a text. WeChat says so itself; it refuses while a person has not agreed to its privacy guide. */
export function copy(data: string): void {
  wx.setClipboardData({ data, fail: () => toast(t('common.copyRefused')) })
}
