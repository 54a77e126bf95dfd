import { expect, it } from 'vitest'
import { bothWays } from './support/both-ways'

const home = 'pages/home/home'

bothWays('pages and history', (bench) => {
  const { open, tap } = bench

  it('goes on, hands over the query as written, and talks with the page that opened it', async () => {
    const { page } = await open(home)
    await tap(page.getByText('Go to the list'))
    await page.waitForURL(/#\/pages\/list\/list\?room=lobby&word=%E4%BD%A0$/)
    const head = page.locator('.head')
    expect(await head.textContent()).toBe('{"room":"lobby","word":"%E4%BD%A0"} from home')
    expect(await page.title()).toBe('List')
    await tap(page.getByRole('button', { name: 'Back' }))
    await page.locator('.wx-view:not([inert]) .trail').waitFor()
    const lines = (await page.locator('.trail').textContent())?.split('\n') ?? []
    expect(lines.slice(-4)).toEqual(['home onReady', 'home onHide', 'told from list', 'home onShow'])
    expect(await page.locator('wx-page').count()).toBe(1)
  })

  it('the way back of the browser and of its keys leads through the same pages', async () => {
    const { page } = await open(home)
    await tap(page.getByText('Go to the list'))
    await page.goBack()
    await page.locator('.wx-view:not([inert]) .trail').waitFor()
    await page.goForward()
    await page.locator('.scroll').waitFor()
    expect(await page.title()).toBe('List')
  })

  it('a page behind another keeps where it was scrolled to', async () => {
    const { page } = await open(home)
    const scroller = page.locator('.wx-scroll').first()
    await scroller.evaluate((element) => element.scrollTo(0, 300))
    await page.getByText('Go to the list').focus()
    await page
      .getByText('Go to the list')
      .evaluate((element) => element.closest('wx-button')?.scrollIntoView())
    const at = await scroller.evaluate((element) => element.scrollTop)
    await tap(page.getByText('Go to the list'))
    await page.goBack()
    await page.locator('.wx-view:not([inert]) .trail').waitFor()
    expect(await scroller.evaluate((element) => element.scrollTop)).toBe(at)
  })

  it('a deep link opens its page, with a way home', async () => {
    const { page } = await open('pages/list/list?room=deep')
    expect(await page.locator('.head').textContent()).toContain('"room":"deep"')
    await tap(page.getByRole('button', { name: 'Home' }))
    await page.locator('.trail').waitFor()
    expect(await page.locator('wx-page').count()).toBe(1)
    await page.waitForURL(/#\/pages\/home\/home$/)
  })

  it('a page that hides the way home as it loads shows none', async () => {
    const { page } = await open('pages/form/form')
    await page.locator('.draft').waitFor()
    expect(await page.locator('.wx-nav button').isVisible()).toBe(false)
  })

  it('a link clicked while the web room is open leads to its page', async () => {
    const { page } = await open(home)
    await page.evaluate(() => {
      location.hash = '#/pages/list/list?room=scanned'
    })
    await page.locator('.scroll').waitFor()
    expect(await page.locator('.head').textContent()).toContain('scanned')
  })

  it('an unknown or hostile address opens the first page', async () => {
    const { page } = await open('pages/none/none?x=%')
    expect(await page.locator('.trail').textContent()).toContain('home onReady')
    const broken = await open('pages/list/list?room=%E0%A4%A&b=<img src=x onerror=alert(1)>')
    expect(await broken.page.locator('.head').textContent()).toContain('%E0%A4%A')
  })

  it('a reload keeps the place and the way back', async () => {
    const { page } = await open(home)
    await tap(page.getByText('Go to the list'))
    await page.locator('.scroll').waitFor()
    await page.reload()
    await page.locator('.scroll').waitFor()
    await tap(page.getByRole('button', { name: 'Back' }))
    await page.locator('.trail').waitFor()
    expect(await page.title()).toBe('Fixture')
  })

  it('relaunching leaves no page of ours to go back to', async () => {
    const { page } = await open(home)
    await tap(page.getByText('Go to the list'))
    await page.locator('.scroll').waitFor()
    await page.evaluate(() => (globalThis as unknown as Wx).wx.reLaunch({ url: '/pages/form/form' }))
    await page.locator('.draft').waitFor()
    expect(await page.evaluate(() => (globalThis as unknown as Wx).getCurrentPages().length)).toBe(1)
    expect(await page.getByRole('button', { name: 'Back' }).count()).toBe(0)
  })

  it('stops at ten pages, and at pages that there are not', async () => {
    const { page } = await open(home)
    const told = await page.evaluate(async () => {
      const { wx } = globalThis as unknown as Wx
      const failed = (url: string) =>
        wx.navigateTo({ url }).then(
          () => 'ok',
          ({ errMsg }) => errMsg,
        )
      const first = await failed('/pages/none/none')
      let last = ''
      for (let n = 0; n < 10; n++) last = await failed('/pages/tags/tags')
      return [first, last]
    })
    expect(told).toEqual([
      'navigateTo:fail page "pages/none/none" is not found',
      'navigateTo:fail webview count limit exceed',
    ])
  })

  it('a tab nobody looks at is in the background', async () => {
    const { page } = await open(home)
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
      Object.defineProperty(document, 'hidden', { value: false, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    const lines = (await page.locator('.trail').textContent())?.split('\n') ?? []
    expect(lines.slice(-3)).toEqual(['home onHide', 'app onShow', 'home onShow'])
  })

  it('a page whose script does not arrive is not opened, says so, and is opened at the next tap', async () => {
    const { page, faults } = await open(home)
    let isCut = true
    await page.route('**/later-*.js', (route) => (isCut ? route.abort() : route.continue()))
    await page.reload()
    const list = page.getByText('Go to the list')
    await tap(list)
    await page
      .getByRole('status')
      .getByText(/did not load|没有加载出来/)
      .waitFor()
    expect(await page.evaluate(() => location.hash)).toBe(`#/${home}`)
    isCut = false
    await tap(list)
    await page.locator('.head').waitFor()
    // What was cut is on the console, and nothing else.
    for (const fault of faults.splice(0)) expect(fault).toMatch(/Failed to load resource/)
  })

  it('a page of a later part can be loaded anew, and the way back leads to the first part', async () => {
    const { page } = await open(home)
    await tap(page.getByText('Go to the list'))
    await page.locator('.head').waitFor()
    await page.reload()
    await page.locator('.head').waitFor()
    await page.goBack()
    await page.locator('.wx-view:not([inert]) .trail').waitFor()
    await page.goForward()
    await page.locator('.wx-view:not([inert]) .head').waitFor()
  })

  it('an old tab learns that a newer build is served', async () => {
    const { page } = await open(home)
    const told = page.evaluate(
      () =>
        new Promise((resolve) => {
          const { wx } = globalThis as unknown as Wx
          wx.getUpdateManager().onUpdateReady(() => resolve('ready'))
        }),
    )
    bench.served.build = 'newer'
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    expect(await told).toBe('ready')
    bench.served.build = undefined
  })
})

interface Wx {
  getCurrentPages(): unknown[]
  wx: Record<'reLaunch' | 'navigateTo', (options: { url: string }) => Promise<{ errMsg: string }>> & {
    getUpdateManager(): { onUpdateReady(heard: () => void): void }
  }
}
