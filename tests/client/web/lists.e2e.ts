import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { bothWays } from './support/both-ways'

const list = 'pages/list/list'

const scroll = (page: Page, top: number) =>
  page.locator('.scroll').evaluate((element, to) => element.scrollTo(0, to), top)

bothWays('lists', ({ open, tap, way }) => {
  const fromBottom = (page: Page) =>
    page
      .locator('.scroll')
      .evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)

  it('opens at the row that the page names', async () => {
    const { page } = await open(list)
    await expect.poll(() => fromBottom(page)).toBe(0)
  })

  it('follows a new row', async () => {
    const { page } = await open(list)
    await tap(page.locator('.add'))
    await page.getByText('1061 new').waitFor()
    expect(await fromBottom(page)).toBe(0)
  })

  it('does not move by a pixel when history comes in above, not even at the very top', async () => {
    const { page } = await open(list)
    for (const top of [400, 0]) {
      await scroll(page, top)
      const row = page.getByText('row 1012')
      await expect.poll(() => page.locator('.scroll').evaluate((element) => element.scrollTop)).toBe(top)
      const before = await row.boundingBox()
      const rows = await page.locator('.row').count()
      await tap(page.locator('.older'))
      await expect.poll(() => page.locator('.row').count()).toBe(rows + 20)
      const drift = ((await row.boundingBox())?.y ?? 0) - (before?.y ?? 0)
      // Less than the browser can scroll by.
      expect(Math.abs(drift)).toBeLessThan(0.5)
    }
  })

  it('does not move when a row above grows', async () => {
    const { page } = await open(list)
    await scroll(page, 400)
    await expect.poll(() => page.locator('.scroll').evaluate((element) => element.scrollTop)).toBe(400)
    const row = page.getByText('row 1012')
    const before = await row.boundingBox()
    await page
      .locator('.row')
      .first()
      .evaluate((element) => {
        element.textContent = 'a\n'.repeat(9)
      })
    await page
      .locator('.row')
      .first()
      .evaluate((element) => element.append(document.createElement('p')))
    expect((await row.boundingBox())?.y).toBe(before?.y)
  })

  it('tells once that an edge is near', async () => {
    const { page } = await open(list)
    await expect.poll(() => page.locator('.said').textContent()).toBe('lower')
    await scroll(page, 80)
    await expect.poll(() => page.locator('.said').textContent()).toBe('upper')
  })

  it('a query answers in the coordinates of the page, and its node scrolls', async () => {
    const { page } = await open(list)
    await tap(page.locator('.where'))
    const top = Math.round((await page.locator('.head').boundingBox())?.height ?? 0)
    await page.getByText('at the top').waitFor()
    const said = JSON.parse((await page.locator('.answer').textContent()) ?? '')
    expect({ ...said, top: Math.round(said.top) }).toEqual({ left: 0, top, scrolled: true })
  })

  // A mouse scrolls with its wheel.
  if (way === 'desktop') return
  it('a finger that scrolls taps nothing', async () => {
    const { page } = await open('pages/home/home')
    const touch = await page.context().newCDPSession(page)
    const points = [{ x: 100, y: 400 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points })
    for (let y = 390; y > 300; y -= 10)
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: 100, y }] })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    expect(await page.locator('.trail').textContent()).toMatch(/onReady$/)
  })
})
