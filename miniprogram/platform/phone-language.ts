import type { Language } from '../words/language'
import { languageOf } from '../words/language'

/** The language of the phone, as far as the table of words has it. */
export function phoneLanguage(): Language {
  try {
    return languageOf(wx.getAppBaseInfo().language)
  } catch {
    return 'zh'
  }
}
