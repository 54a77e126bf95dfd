import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** The system's Chromium; `CHROMIUM` names another. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A microphone that beeps, and nobody who has to be asked.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
]

/** The two ways people hold the web room. */
export const ways: Record<'phone' | 'desktop', BrowserContextOptions> = {
  phone: { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 900 } },
}

export const launch = (): Promise<Browser> => chromium.launch({ executablePath, args })

export interface Opened {
  page: Page
  /** Every warning, error and uncaught fault so far; a healthy page has none. */
  faults: string[]
  close(): Promise<void>
}

export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
): Promise<Opened> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'warning' || message.type() === 'error') faults.push(message.text())
  })
  await page.goto(url)
  await page.locator('wx-page').first().waitFor()
  return { page, faults, close: () => context.close() }
}

/** Rules that axe-core finds broken, serious ones only. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // White on WeChat's green is WeChat's own choice.
  const { violations } = await new AxeBuilder({ page }).exclude('wx-button[data-type="primary"]').analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
