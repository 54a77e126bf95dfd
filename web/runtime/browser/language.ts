import { useLanguage } from './words'

/** Makes the texts of the web room follow the language set in the app, or, where it has none, the browser's. */
export function followLanguage(app: Partial<AppInstance>): void {
  useLanguage(undefined)
  app.settings?.subscribe(({ language }) => useLanguage(language))
}
