import type { Browser, BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { launch, ways } from '../../client/web/support/browser'
import { recordPassing } from '../../client/web/support/passing'
import { patienceMs } from '../../client/web/support/patience'
import { type ServerProcess, startServerProcess } from '../../support/server-process'
import { Somebody } from './somebody'

export { ways }

/** The page that the QR code of the lobby opens. */
export const lobbyAddress = '#/pages/group-room/group-room?room=lobby'

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

/** Like `test` of Vitest, with a stage of its own for each test. A fault on any page fails the test. */
export const it = test
  .extend<{ browser: Browser }>({
    browser: [
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that this needs no other fixture
      async ({}, use) => {
        const browser = await launch()
        await use(browser)
        await browser.close()
      },
      { scope: 'file' },
    ],
  })
  .extend<{ settings: Record<string, string>; stage: Stage }>({
    /** Of the server, beside those that all tests have. */
    settings: {},
    stage: async ({ browser, settings }, use) => {
      const server = await startServerProcess({ env: { ...env, ...settings } })
      const people: Somebody[] = []
      // Chromium itself writes of a server that is not there, or refuses a token.
      await use(open(browser, whileAway(server, people), people))
      const faults = people.flatMap((one) => one.faults)
      await Promise.all(people.map(({ context }) => context.close()))
      await server.close()
      expect(faults).toEqual([])
    },
  })

/** The server, with whom nobody wonders at the gap that its end makes. */
function whileAway(server: ServerProcess, people: Somebody[]): ServerProcess {
  const kill: ServerProcess['kill'] = (signal) => {
    for (const one of people)
      one.expect(/WebSocket connection to|Failed to load resource|can’t establish a connection/)
    return server.kill(signal)
  }
  return Object.assign(Object.create(server) as ServerProcess, { kill })
}

/** Tests talk faster than people do, and all from one address. */
const env = { LOG_LEVEL: 'info', SAY_PER_SECOND: '1000', SAY_BURST: '10000', FRAMES_BURST: '10000' }

function open(browser: Browser, server: ServerProcess, people: Somebody[]): Stage {
  async function goto(somebody: Somebody, hash: string): Promise<Somebody> {
    people.push(somebody)
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
