import { useLanguage } from './words'

/** What an app may have as `settings`: the language that was chosen in it, told at once and whenever it changes. */
interface Settings {
  subscribe(heard: (chosen: { language?: string }) => void): unknown
}

/** Lets what the web room says itself follow the app's settings; where it has none, the browser. */
export function followLanguage(app: Record<string, unknown>): void {
  useLanguage(undefined)
  const settings = app.settings as Partial<Settings> | undefined
  settings?.subscribe?.(({ language }) => useLanguage(language))
}
