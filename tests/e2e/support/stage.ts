import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { launch, ways } from '../../client/web/support/browser'
import { type ServerProcess, startServerProcess } from '../../support/server-process'
import { openStage, type Stage } from './open-stage'
import type { Somebody } from './somebody'

export { type Stage, ways }

/** The page that the QR code of the lobby opens. */
export const lobbyAddress = '#/pages/group-room/group-room?room=lobby'

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
      await use(openStage(browser, whileAway(server, people), people))
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
