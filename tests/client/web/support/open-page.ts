import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { recordPassing } from './passing'
import { patienceMs } from './patience'

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
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  await recordPassing(page)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'warning' || message.type() === 'error') faults.push(message.text())
  })
  await page.goto(url)
  await page.locator('wx-page').first().waitFor()
  return { page, faults, close: () => context.close() }
}
