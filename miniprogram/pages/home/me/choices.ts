import { house } from '../../../house'
import { choose } from '../../../lib/dialogs'
import type { Settings } from '../../../stores/settings'
import { t, type WordKey } from '../../../words/index'

const languages: Record<Settings['language'], WordKey> = {
  auto: 'me.languageAuto',
  zh: 'me.languageZh',
  en: 'me.languageEn',
}

const themes: Record<Settings['theme'], WordKey> = {
  auto: 'me.themeAuto',
  light: 'me.themeLight',
  dark: 'me.themeDark',
}

/** The settings in words. */
export function settingWords({ language, theme }: Settings): { language: string; theme: string } {
  return { language: t(languages[language]), theme: t(themes[theme]) }
}

/** Lets a person choose the language. True when it is another one than before. */
export async function chooseLanguage(): Promise<boolean> {
  const language = await chosen(languages)
  if (language === undefined || language === house.settings.get().language) return false
  house.settings.change({ language })
  return true
}

export async function chooseTheme(): Promise<void> {
  const theme = await chosen(themes)
  if (theme !== undefined) house.settings.change({ theme })
}

async function chosen<K extends string>(labels: Record<K, WordKey>): Promise<K | undefined> {
  const keys = Object.keys(labels) as K[]
  const at = await choose(keys.map((key) => t(labels[key])))
  return at === undefined ? undefined : keys[at]
}
