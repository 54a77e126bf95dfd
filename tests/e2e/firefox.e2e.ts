import { existsSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { firefoxPath, launchFirefox } from '../client/web/support/firefox'
import { picture } from '../support/media-files'
import { leaveOut } from '../support/needs'
import { hears, isAccepted } from './support/eventually'
import { it as inChromium, lobbyAddress } from './support/stage'

const it = inChromium.extend({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that this needs no other fixture
    async ({}, use) => {
      const browser = await launchFirefox()
      await use(browser)
      await browser.close()
    },
    { scope: 'file' },
  ],
})

const inFirefox = (name: string, tests: () => void) =>
  existsSync(firefoxPath)
    ? describe(name, tests)
    : leaveOut(name, `for this machine has no ${firefoxPath} (Debian's firefox-esr)`)

inFirefox('two people in Firefox', () => {
  it('sign in, meet in the lobby and talk; a reload keeps the place', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.heading('Lobby').waitFor()
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.text('2 online').waitFor()
    await ann.say('Is anybody here?')
    await hears(bo, ['Is anybody here?'])
    await bo.say('I am.')
    for (const one of [ann, bo]) await hears(one, ['Is anybody here?', 'I am.'])

    await ann.field('Message').fill('half a sen')
    await ann.page.reload()
    await ann.heading('Lobby').waitFor()
    await hears(ann, ['Is anybody here?', 'I am.'])
    expect(await ann.field('Message').inputValue()).toBe('half a sen')
  })

  it('lose nothing when the server is killed in mid-talk and comes back', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.text('2 online').waitFor()
    await ann.say('before')
    await hears(bo, ['before'])
    await stage.server.kill('SIGKILL')
    await bo.say('away')
    await stage.server.restart()
    for (const one of [ann, bo]) await hears(one, ['before', 'away'])
    await isAccepted(bo)
  })

  it('send each other pictures', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.text('2 online').waitFor()
    // Firefox tells of chosen files only in the window in front.
    await ann.page.bringToFront()
    await ann.attach('Picture', { name: 'cat.png', mimeType: 'image/png', buffer: await picture() })
    for (const one of [ann, bo]) {
      const shown = one.button('Open the picture').locator('img')
      await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(60)
    }
  })
})
