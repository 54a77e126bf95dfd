import type { Observable } from './observable'

export interface Settings {
  /** `auto` follows the phone: Chinese, or English where the phone is English. */
  language: 'auto' | 'zh' | 'en'
  /** `auto` follows the phone. */
  theme: 'auto' | 'light' | 'dark'
  /** Whether new messages are heard. Nobody has chosen yet: nothing. */
  sound?: boolean
}

export interface SettingsStore extends Observable<Settings> {
  change(change: Partial<Settings>): void
}
