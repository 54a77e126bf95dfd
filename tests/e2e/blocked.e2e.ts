import { describe, expect } from 'vitest'
import { hears } from './support/eventually'
import { it, lobbyAddress } from './support/stage'

describe('a page whose script does not run', () => {
  it('says in both languages that JavaScript is switched off', async ({ stage, browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(stage.server.httpUrl)
    const words = await page.locator('body').innerText()
    expect(words).toContain('请打开 JavaScript')
    expect(words).toContain('needs JavaScript. Please switch it on.')
    expect(words).not.toContain('did not open')
    await context.close()
  })

  it.for(['app', 'framework'])(
    'says in both languages that %s.js did not arrive, after a while',
    async (name, { stage, browser }) => {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.route(new RegExp(`/${name}\\..*\\.js$`), (route) => route.abort())
      await page.goto(stage.server.httpUrl)
      const words = page.getByRole('alert')
      expect(await words.count()).toBe(0)
      // The while is over.
      await page.evaluate(() => {
        for (const animation of document.getAnimations()) animation.finish()
      })
      await words.getByText('页面没有打开').waitFor()
      await words.getByText('The page did not open').waitFor()
      await context.close()
    },
  )

  it('says nothing of it once the script runs', async ({ stage }) => {
    const ann = await stage.visit()
    expect(await ann.page.locator('.wx-start').count()).toBe(0)
  })
})

describe('a browser that keeps nothing', () => {
  it('can be used until the page is closed', async ({ stage }) => {
    const ann = await stage.visit()
    await ann.page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get: refuse })
    })
    await ann.page.goto('about:blank')
    await ann.page.goto(`${stage.server.httpUrl}/${lobbyAddress}`)
    await ann.enterAsGuest('Ann')
    await ann.say('for now')
    await hears(ann, ['for now'])
  })
})
