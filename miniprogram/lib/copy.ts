import { t } from '../words/index'
import { mention } from './dialogs'

/** Copies a text. WeChat says so itself; it refuses while a person has not agreed to its privacy guide. */
export function copy(data: string): void {
  wx.setClipboardData({ data, fail: () => mention(t('common.copyRefused')) })
}
