import { t } from '../i18n/index'
import { toast } from './dialogs'

/** Copies a text. WeChat says so itself; it refuses while a person has not agreed to its privacy guide. */
export function copy(data: string): void {
  wx.setClipboardData({ data, fail: () => toast(t('common.copyRefused')) })
}
