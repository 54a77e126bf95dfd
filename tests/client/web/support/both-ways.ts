import type { Browser, BrowserContextOptions, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { launch, ways } from './browser'
import { type Copy, copyFixture, latePages } from './fixture'
import { type Opened, openPage } from './open-page'
import { type Served, serve } from './serve'

export interface Bench {
  way: 'phone' | 'desktop'
  served: Served
  /** Opens the fixture at `#/path`, in a fresh context. A fault on any page opened so fails the test. */
  open(path: string, options?: BrowserContextOptions): Promise<Opened>
  /** A finger on a phone, the mouse on a desktop. */
  tap(target: Locator): Promise<void>
}

/** Runs the tests twice: with a finger on a phone, with a mouse on a desktop. */
export function bothWays(name: string, tests: (bench: Bench) => void): void {
  describe.each(['phone', 'desktop'] as const)(`${name}, %s`, (way) => {
    let browser: Browser
    let copy: Copy
    let served: Served
    const opened: Opened[] = []

    beforeAll(async () => {
      copy = copyFixture()
      await copy.build({ late: latePages })
      served = await serve(copy.out, { group: '/group', direct: 'ws://127.0.0.1:8081/direct' })
      browser = await launch()
    })
    afterEach(async () => {
      const all = opened.splice(0)
      const faults = all.flatMap((one) => one.faults)
      await Promise.all(all.map((one) => one.close()))
      expect(faults).toEqual([])
    })
    afterAll(async () => {
      await browser.close()
      await served.close()
      copy.remove()
    })

    tests({
      way,
      get served() {
        return served
      },
      async open(path, options = {}) {
        const one = await openPage(browser, `${served.url}#/${path}`, { ...ways[way], ...options })
        opened.push(one)
        return one
      },
      tap: (target) => (way === 'phone' ? target.tap() : target.click()),
    })
  })
}
