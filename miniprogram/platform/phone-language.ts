import type { Language } from '../i18n/language'
import { languageOf } from '../i18n/language'

/** The language of the phone, as far as the table of words has it. */
export function phoneLanguage(): Language {
  try {
    return languageOf(wx.getAppBaseInfo().language)
  } catch {
    return 'zh'
  }
}
