import { app } from '../../../app/index'
import { t, type WordKey } from '../../../i18n/index'
import { soundIsOn } from '../../../notifications/sound-is-on'
import { chime } from '../../../platform/chime'
import type { Settings } from '../../../stores/settings-store'
import { choose } from '../../../ui/dialogs'

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
export function settingWords(settings: Settings): Record<'language' | 'theme' | 'sound', string> {
  const { language, theme } = settings
  const sound = t(soundIsOn(settings) ? 'me.on' : 'me.off')
  return { language: t(languages[language]), theme: t(themes[theme]), sound }
}

/** Lets a person choose the language. True when it is another one than before. */
export async function chooseLanguage(): Promise<boolean> {
  const language = await chosen(languages)
  if (language === undefined || language === app.settings.get().language) return false
  app.settings.change({ language })
  return true
}

export async function chooseTheme(): Promise<void> {
  const theme = await chosen(themes)
  if (theme !== undefined) app.settings.change({ theme })
}

/** Turns the sound of new messages on, and plays it, or off. */
export function turnSound(): void {
  const sound = !soundIsOn(app.settings.get())
  app.settings.change({ sound })
  if (sound) chime()
}

async function chosen<K extends string>(labels: Record<K, WordKey>): Promise<K | undefined> {
  const keys = Object.keys(labels) as K[]
  const at = await choose(keys.map((key) => t(labels[key])))
  return at === undefined ? undefined : keys[at]
}
