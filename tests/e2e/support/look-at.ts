import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { seriousFaults } from '../../client/web/support/browser'
import type { Somebody } from './somebody'

/** Where the pictures of all pages are put, for people to look at. */
const screens = join(import.meta.dirname, '..', '..', '..', 'dist', 'screens')
mkdirSync(screens, { recursive: true })

/** In what light each page is looked at: pictures of both are kept, and the faults of the last one are looked for. */
const looks = { phone: ['light', 'dark'], desktop: ['dark', 'light'] } as const
type Way = keyof typeof looks

/** Keeps pictures of the page; what axe-core has against it, and, on a desktop, what the keyboard does not reach. */
export async function lookAt({ page, top }: Somebody, name: string, shows: string | RegExp, way: Way) {
  await top.getByText(shows).first().waitFor()
  await expect.poll(() => page.evaluate(isLoaded)).toBe(true)
  for (const colorScheme of looks[way]) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(screens, `${name}-${way}-${colorScheme}.png`) })
  }
  const faults = await seriousFaults(page)
  if (way === 'desktop') faults.push(...(await outOfReach(page)))
  return faults.map((fault) => `${name}, ${way}: ${fault}`)
}

/** What can be operated on the page, and Tab does not come to. */
async function outOfReach(page: Page): Promise<string[]> {
  const count = await page.evaluate(watchFocus)
  expect(count).toBeGreaterThan(0)
  for (let pressed = 0; pressed < count + 5; pressed += 1) await page.keyboard.press('Tab')
  await walkMessages(page)
  const missed = await page.evaluate('[...window.unreached].map((one) => one.outerHTML.slice(0, 200))')
  return (missed as string[]).map((html) => `no way by keyboard to ${html}`)
}

/** A list of messages is one stop of Tab: the arrow keys walk in it, and Tab goes through what is in a message. */
async function walkMessages(page: Page): Promise<void> {
  const messages = page.locator('.wx-view:not([inert]) [role=article]')
  const all = await messages.all()
  if (all.length === 0) return
  await messages.last().focus()
  await page.keyboard.press('Home')
  for (const message of all) {
    const parts = await message.locator('[role=button]').count()
    for (let pressed = 0; pressed < parts; pressed += 1) await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
  }
}

/** Runs in the page: takes from `unreached` whatever gets the focus. How much there is. */
function watchFocus(): number {
  const operable = 'button, input, textarea, a[href], [role=button], [role=tab], [role=switch], [role=link]'
  const unreached = new Set(
    [...document.querySelectorAll<HTMLElement>(`.wx-view:not([inert]) :is(${operable})`)].filter(
      (one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled'),
    ),
  )
  Object.assign(window, { unreached })
  document.addEventListener('focusin', ({ target }) => {
    for (const one of unreached) if (target instanceof Node && one.contains(target)) unreached.delete(one)
  })
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  return unreached.size
}

/** Runs in the page: whether every picture is there, and nothing turns any more. */
function isLoaded(): boolean {
  const turning = document.querySelector('.wx-view:not([inert]) [class*="spinner"]:not([hidden])')
  return turning === null && [...document.images].every(({ complete }) => complete)
}
