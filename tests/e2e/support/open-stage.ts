import type { Browser, BrowserContextOptions } from 'playwright-core'
import { ways } from '../../client/web/support/browser'
import { recordPassing } from '../../client/web/support/passing'
import { patienceMs } from '../../client/web/support/patience'
import type { ServerProcess } from '../../support/server-process'
import { Somebody } from './somebody'

/** A server of its own, and people who come to it. */
export interface Stage {
  server: ServerProcess
  /** Opens the web room at this hash in a browser of its own, speaking English. */
  visit(hash?: string, options?: BrowserContextOptions): Promise<Somebody>
  /** Somebody who has come in as a guest, at this hash. */
  guest(name: string, hash?: string, options?: BrowserContextOptions): Promise<Somebody>
  /** Another tab in the browser of somebody. */
  tabOf(somebody: Somebody, hash?: string): Promise<Somebody>
}

/** `people`: who comes is put there, too. */
export function openStage(browser: Browser, server: ServerProcess, people: Somebody[] = []): Stage {
  async function goto(somebody: Somebody, hash: string): Promise<Somebody> {
    people.push(somebody)
    // What compiles the bench calls this in functions that run in pages.
    await somebody.page.addInitScript('globalThis.__name = (named) => named')
    await recordPassing(somebody.page)
    await somebody.page.goto(`${server.httpUrl}/${hash}`)
    await somebody.page.locator('wx-page').first().waitFor()
    return somebody
  }
  const stage: Stage = {
    server,
    async visit(hash = '', options = ways.desktop) {
      const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options })
      context.setDefaultTimeout(patienceMs)
      return goto(new Somebody(await context.newPage()), hash)
    },
    async guest(name, hash, options) {
      const somebody = await stage.visit(hash, options)
      await somebody.enterAsGuest(name)
      return somebody
    },
    tabOf: async ({ context }, hash = '') => goto(new Somebody(await context.newPage()), hash),
  }
  return stage
}
