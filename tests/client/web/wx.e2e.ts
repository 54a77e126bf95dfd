import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { bothWays } from './support/both-ways'
import { seriousFaults } from './support/browser'
import { hasShown } from './support/passing'

const tags = 'pages/tags/tags'

bothWays('wx and the other tags', ({ open, tap }) => {
  const use = (page: Page, tool: string) => tap(page.getByRole('button', { name: tool, exact: true }))
  const said = (page: Page) => page.locator('.said').textContent()

  it('a toast shows and goes', async () => {
    const { page } = await open(tags)
    await use(page, 'toast')
    await hasShown(page, 'Toasted')
    await page.getByRole('status').waitFor({ state: 'detached' })
    await use(page, 'loading')
    await page.getByRole('status').waitFor({ state: 'detached' })
  })

  it('a modal answers to its buttons and to Esc', async () => {
    const { page } = await open(tags)
    await use(page, 'modal')
    await page.getByRole('dialog', { name: 'Sure?' }).getByText('OK').click()
    await expect.poll(() => said(page)).toBe('confirm true')
    await use(page, 'modal')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => said(page)).toBe('confirm false')
    await use(page, 'ask')
    await page.getByRole('textbox', { name: 'Name?' }).fill('Ann')
    await page.getByRole('button', { name: 'OK' }).click()
    await expect.poll(() => said(page)).toBe('true Ann')
  })

  it('a sheet answers with the item, or fails when it is cancelled', async () => {
    const { page } = await open(tags)
    await use(page, 'sheet')
    await page.getByRole('button', { name: 'Recall' }).click()
    await expect.poll(() => said(page)).toBe('item 1')
    await use(page, 'sheet')
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await expect.poll(() => said(page)).toBe('showActionSheet:fail cancel')
  })

  it('storage keeps values, hides encrypted ones and has its limit', async () => {
    const { page } = await open(tags)
    await use(page, 'storage')
    await expect.poll(() => said(page)).toContain('hidden')
    expect(JSON.parse((await said(page)) ?? '')).toEqual([
      { deep: [1, '二'] },
      '',
      'getStorage:fail data not found',
      'hidden',
      'setStorage:fail entry size limit reached',
    ])
  })

  it('sockets and requests reach the server that sent the page', async () => {
    const { page } = await open(tags)
    await use(page, 'socket')
    await expect.poll(() => said(page)).toBe('["echo ping",4321,"done"]')
    await use(page, 'request')
    await expect.poll(() => said(page)).toBe('[{"a":1},200]')
    await use(page, 'config')
    await expect.poll(() => said(page)).toBe('{"group":"/group","direct":"ws://127.0.0.1:8081/direct"}')
  })

  it('random bytes, the clipboard, animations, titles and pictures work', async () => {
    const { page } = await open(tags)
    await use(page, 'random')
    await expect.poll(() => said(page)).toBe('70004')
    await use(page, 'copy')
    await expect.poll(() => said(page)).toBe('copied')
    await use(page, 'animate')
    const opacity = () => page.locator('.mover').evaluate((element) => getComputedStyle(element).opacity)
    await expect.poll(opacity).toBe('0.5')
    await use(page, 'meet')
    await expect.poll(() => page.title()).toBe('(3) Tags')
    await use(page, 'preview')
    await page.getByRole('dialog').getByRole('img').or(page.locator('dialog img')).first().click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('what is not had fails as a call, and warns', async () => {
    const { page, faults } = await open(tags)
    await use(page, 'unknown')
    await expect.poll(() => said(page)).toBe('startBluetooth:fail not supported on the web')
    expect(faults.splice(0)).toEqual(['[web] wx.startBluetooth is not had on the web'])
  })

  it('imported and included templates, icons, swipers, pictures and links', async () => {
    const { page } = await open(tags)
    expect(await page.locator('.templated').textContent()).toBe('from a template')
    expect(await page.locator('.included').textContent()).toBe('included ')
    expect(await page.locator('wx-icon svg').count()).toBe(3)
    await expect.poll(async () => (await page.locator('.fix').boundingBox())?.height).toBe(30)
    await page.locator('wx-swiper').evaluate((element) => element.scrollTo({ left: element.clientWidth }))
    await expect.poll(() => said(page)).toBe('swiped to 1')
    await tap(page.getByRole('link', { name: 'To the form' }))
    await page.locator('.draft').waitFor()
  })

  it('colours follow the dark', async () => {
    const { page } = await open(tags, { colorScheme: 'dark' })
    const bar = page.locator('.wx-nav')
    expect(await bar.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(17, 17, 17)')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect
      .poll(() => bar.evaluate((element) => getComputedStyle(element).backgroundColor))
      .toBe('rgb(237, 237, 237)')
  })

  it('has nothing that axe-core finds serious', async () => {
    const { page } = await open(tags)
    expect(await seriousFaults(page)).toEqual([])
  })
})
