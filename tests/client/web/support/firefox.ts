import { type Browser, firefox } from 'playwright-core'

/** The system's Firefox; `FIREFOX` names another. */
export const firefoxPath = process.env.FIREFOX ?? '/usr/bin/firefox-esr'

/**
 * Firefox as it is installed, spoken to by WebDriver BiDi: `moz-firefox` is Playwright's name for one that it did
 * not build itself. Playwright from 1.63 on asks such a Firefox for commands that 153 has not got yet.
 */
export const launchFirefox = (): Promise<Browser> =>
  firefox.launch({ channel: 'moz-firefox', executablePath: firefoxPath, headless: true, firefoxUserPrefs })

/** A microphone and a camera that are not there, and nobody who has to be asked. */
const firefoxUserPrefs = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
}
