import { describe, expect } from 'vitest'
import { picture } from '../support/media-files'
import { hears } from './support/eventually'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress } from './support/stage'

const time = String.raw`\d\d:\d\d`

describe.each([320, 390, 1440])('at %d px, by keys alone', (width) => {
  const way = { viewport: { width, height: 800 } }

  it('messages are one stop of Tab, have an author, a time and a text, and open their menu', async ({
    stage,
  }) => {
    const ann = await stage.guest('Ann', lobbyAddress, way)
    const bo = await stage.guest('Bo', lobbyAddress, way)
    const { page } = ann
    await ann.say('Good morning')
    await hears(bo, ['Good morning'])
    await bo.say('To you, too')
    await hears(ann, ['Good morning', 'To you, too'])
    const buffer = await picture('jpeg', 90, 60)
    await bo.attach('Picture', { name: 'park.jpg', mimeType: 'image/jpeg', buffer })
    await ann.button('Open the picture').waitFor()

    // As a screen reader has them.
    const log = ann.top.getByRole('log', { name: 'Messages' })
    const heard = [...(await log.ariaSnapshot()).matchAll(/article "(.*)"/g)].map(([, name]) => name)
    expect(heard).toEqual([
      expect.stringMatching(`^Ann, ${time}: Good morning$`),
      expect.stringMatching(`^Bo, ${time}: To you, too$`),
      expect.stringMatching(`^Bo, ${time}: \\[Picture\\]$`),
    ])
    await page.setViewportSize({ width, height: 500 })

    // Back from the field: what can be tapped in the newest message, and the message itself.
    await ann.field('Message').focus()
    await tabTo(ann, 'Shift+Tab', /: \[Picture\]$/)
    await page.keyboard.press('Tab')
    await expect.poll(() => focused(ann)).toBe('Open the picture')
    const walk = [
      ['ArrowUp', 'To you, too'],
      ['ArrowUp', 'Good morning'],
      ['ArrowUp', 'Good morning'],
      ['End', '[Picture]'],
      ['Home', 'Good morning'],
      ['ArrowDown', 'To you, too'],
    ] as const
    for (const [key, text] of walk) {
      await page.keyboard.press(key)
      expect(await focused(ann)).toContain(text)
    }
    // One message alone is in the order of Tab.
    expect(await log.locator('[role=article][tabindex="0"]').count()).toBe(1)
    expect(await log.locator('[role=button][tabindex="0"]').count()).toBe(1)

    const menu = ann.top.getByRole('menu')
    for (const key of ['Enter', 'ContextMenu', 'Shift+F10']) {
      await page.keyboard.press(key)
      await menu.waitFor()
      expect(await focused(ann)).toBe('👍')
      await page.keyboard.press('ArrowRight')
      expect(await focused(ann)).toBe('❤️')
      await page.keyboard.press('Escape')
      await menu.waitFor({ state: 'detached' })
      await expect.poll(() => focused(ann)).toContain('To you, too')
    }
    await page.keyboard.press('Enter')
    // Six emojis, all others, and "Copy" stand before it.
    for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight')
    expect(await focused(ann)).toBe('Reply')
    await page.keyboard.press('Enter')
    await ann.text('Reply to Bo').waitFor()
  })

  it('a room without a connection has no button without a name', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress, way)
    await ann.text('1 online').waitFor()
    await stage.server.kill('SIGKILL')
    await ann.button(/^Connection lost|^No network/).waitFor()
    const tree = await ann.top.ariaSnapshot()
    expect(tree.split('\n').filter((line) => /^\s*- (button|link|tab)(:|$| \[)/.test(line))).toEqual([])
    expect(await ann.button('People').count()).toBe(2)
  })
})

it('a picture is opened and closed by keys, and the focus is where it was', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress)
  const { page } = ann
  const buffer = await picture('jpeg', 90, 60)
  await ann.attach('Picture', { name: 'park.jpg', mimeType: 'image/jpeg', buffer })
  await ann.button('Open the picture').waitFor()
  await ann.field('Message').focus()
  await tabTo(ann, 'Shift+Tab', 'Open the picture')
  const viewer = page.getByRole('dialog', { name: 'Pictures', exact: true })
  for (const key of ['Escape', 'Enter']) {
    await page.keyboard.press('Enter')
    await viewer.waitFor()
    expect(await focused(ann)).toBe('Close')
    await page.keyboard.press(key)
    await viewer.waitFor({ state: 'detached' })
    await expect.poll(() => focused(ann)).toBe('Open the picture')
  }
})

it('the sheet of avatars holds the focus while it is open', async ({ stage }) => {
  const ann = await stage.guest('Ann')
  const { page } = ann
  await ann.tab('Me').click()
  await ann.button('Change my avatar').focus()
  await page.keyboard.press('Enter')
  const sheet = ann.top.getByRole('dialog', { name: 'Choose an avatar' })
  await sheet.waitFor()
  const inside = () => sheet.evaluate((element) => element.contains(document.activeElement))
  await expect.poll(inside).toBe(true)
  for (const key of ['Shift+Tab', 'Tab', 'Tab']) {
    await page.keyboard.press(key)
    expect(await inside()).toBe(true)
  }
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await expect.poll(() => focused(ann)).toBe('Change my avatar')
})

/** The name of what has the focus. */
function focused({ page }: Somebody): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
  })
}

/** Presses a key until something of this name has the focus. */
async function tabTo(ann: Somebody, key: string, name: RegExp | string): Promise<void> {
  for (let pressed = 0; pressed < 20; pressed += 1) {
    await ann.page.keyboard.press(key)
    const now = await focused(ann)
    if (typeof name === 'string' ? now === name : name.test(now)) return
  }
  throw new Error(`${key} does not lead to ${name}`)
}
