import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** The system's Chromium; `CHROMIUM` names another. */
const whole = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** The same engine without the windows around it, which take more than half of the processor's time. */
const shell = '/usr/bin/chromium-headless-shell'
const lean = process.env.CHROMIUM === undefined && existsSync(shell) ? shell : whole

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

/** Chromium for pages alone: its shell, where the machine has one. */
export const launch = (): Promise<Browser> => chromium.launch({ executablePath: lean, args })

/**
 * Chromium as people have it: for cameras and microphones, screens that are shared, and figures. `more`: arguments beside the usual
 * ones.
 */
export const launchWhole = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: whole, args: [...args, ...more] })

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
