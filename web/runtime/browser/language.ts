import { useLanguage } from './words'

/** Lets what the web room says itself follow the app's settings; where it has none, the browser. */
export function followLanguage(app: Partial<AppInstance>): void {
  useLanguage(undefined)
  app.settings?.subscribe(({ language }) => useLanguage(language))
}
