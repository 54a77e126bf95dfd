import { expect, it } from 'vitest'
import { bothWays } from './support/both-ways'

const home = 'pages/home/home'
const trail = '.trail'

bothWays('components and gestures', ({ open, tap, way }) => {
  it('templates see wxs, loops, slots and nested components', async () => {
    const { page } = await open(home)
    expect(await page.locator('.top').textContent()).toBe('Fixture!')
    expect(await page.locator('.foot').textContent()).toBe('foot of Fixture')
    expect(await page.locator('.bubble--text').textContent()).toBe('in card')
    expect(await page.locator('.shared-row').count()).toBe(2)
  })

  it('styles stay in their component, and external classes, ids and :host reach in', async () => {
    const { page } = await open(home)
    const style = (selector: string, name: string) =>
      page.locator(selector).evaluate((element, of) => getComputedStyle(element).getPropertyValue(of), name)
    expect(await style('.card--box', 'border-top-width')).toBe('0px')
    expect(await style('.card--box', 'color')).toBe('rgb(200, 0, 0)')
    expect(await style('.bubble--text', 'color')).toBe('rgb(0, 0, 200)')
    expect(await style('card', 'margin-top')).toBe('10px')
    expect(await style('[id$="--top"]', 'font-weight')).toBe('600')
    const rpx = way === 'phone' ? 0.5 : 480 / 750
    expect(await style('.top', 'padding-left')).toBe(`${40 * rpx}px`)
  })

  it('a tap comes once, with the dataset of the element that listens', async () => {
    const { page } = await open(home)
    await tap(page.locator('.count'))
    expect(await page.locator('.count').textContent()).toBe('count 2')
    await tap(page.locator('.shared-row text').or(page.locator('.shared-row wx-text')).first())
    expect(await page.locator(trail).textContent()).toMatch(/\nrow r1$/)
  })

  it('a caught tap goes no further', async () => {
    const { page } = await open(home)
    await tap(page.locator('.inner').nth(1))
    expect(await page.locator(trail).textContent()).toMatch(/onReady\ninner r2$/)
  })

  it('a disabled button hears nothing', async () => {
    const { page } = await open(home)
    await page.getByRole('button', { name: 'Disabled' }).dispatchEvent('click')
    expect(await page.locator('.count').textContent()).toBe('count 0')
  })

  it('a component tells with an empty detail rather than none, and iview tells once', async () => {
    const { page } = await open(home)
    await tap(page.locator('.card--box'))
    expect(await page.locator(trail).textContent()).toMatch(/\nopen \{\}$/)
    await tap(page.getByText('First'))
    expect((await page.locator(trail).textContent())?.match(/cell \{\}/g)).toEqual(['cell {}'])
  })

  it('iview tabs know each other', async () => {
    const { page } = await open(home)
    await tap(page.getByText('Tab B'))
    await page.locator('.iview-tab--i-tabs-tab-current', { hasText: 'Tab B' }).waitFor()
    expect(await page.locator('.iview-tab--i-tabs-tab-current').count()).toBe(1)
  })

  it('fixed elements stay put while the page scrolls, and a page is as high as the space it has', async () => {
    const { page } = await open(home)
    const fixed = page.locator('.fixed')
    const before = await fixed.boundingBox()
    await page.locator('.wx-scroll').evaluate((scroller) => scroller.scrollTo(0, 200))
    expect(await fixed.boundingBox()).toEqual(before)
    const body = await page.locator('.wx-body').boundingBox()
    expect((await page.locator('.rows').boundingBox())?.height).toBe(body?.height)
    expect(before?.height).toBeCloseTo((body?.height ?? 0) / 10, 1)
  })

  it('a key does what a tap does', async () => {
    const { page } = await open(home)
    await page.getByRole('button', { name: 'count 0' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press(' ')
    expect(await page.locator('.count').textContent()).toBe('count 4')
  })

  it('roles and names written in the template are on the page', async () => {
    const { page } = await open(home)
    expect(await page.getByRole('heading', { name: 'Fixture!', level: 2 }).count()).toBe(1)
    expect(await page.getByRole('button', { name: 'count 0' }).count()).toBe(1)
  })

  it('a long press, or the second mouse button, is no tap', async () => {
    const { page } = await open(home)
    const row = page.locator('.shared-row').first()
    if (way === 'desktop') await row.click({ button: 'right', position: { x: 5, y: 5 } })
    else await row.click({ delay: 500, position: { x: 5, y: 5 } })
    expect(await page.locator(trail).textContent()).toMatch(/onReady\nhold r1$/)
  })

  it('lifetimes come in order', async () => {
    const { page } = await open(`${home}?a=1`)
    expect((await page.locator(trail).textContent())?.split('\n')).toEqual([
      'app onLaunch pages/home/home',
      'app onShow',
      'home onLoad {"a":"1"}',
      'home onShow',
      'home onReady',
    ])
  })
})
