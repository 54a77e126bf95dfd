/** The languages that the table of words has. */
export type Language = 'zh' | 'en'

/** Chinese, or English where the phone is English (`en`, `en_US`, …). */
export function languageOf(phone: string): Language {
  return /^en\b|^en_/i.test(phone) ? 'en' : 'zh'
}
