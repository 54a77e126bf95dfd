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

/** `more`: arguments of Chromium beside the usual ones. */
export const launch = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...args, ...more] })

/** Rules that axe-core finds broken, serious ones only. `within`: a selector of what alone is looked at. */
export async function seriousFaults(page: Page, within = 'html'): Promise<string[]> {
  // White on WeChat's green is WeChat's own choice.
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .exclude('wx-button[data-type="primary"]')
    .analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
