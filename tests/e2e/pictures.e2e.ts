import type { JSHandle } from 'playwright-core'
import { describe, expect } from 'vitest'
import { seriousFaults } from '../client/web/support/browser'
import { picture } from '../support/media-files'
import type { Somebody } from './support/somebody'
import { openSpeaker } from './support/speaker'
import { it, lobbyAddress, ways } from './support/stage'

interface Given {
  name: string
  type: string
  /** What is in it; of a number, as many zeros, which are made in the page. */
  data: Buffer | number
}

const png = async (name = 'cat.png'): Promise<Given & { data: Buffer }> => ({
  name,
  type: 'image/png',
  data: await picture('png', 600, 300),
})

const sent = (somebody: Somebody) => somebody.button('Open the picture')
const question = (somebody: Somebody) => somebody.page.getByRole('dialog', { name: 'Send pictures' })
const answer = (somebody: Somebody, name: string) =>
  question(somebody).getByRole('button', { name, exact: true }).click()

describe('the pictures of a room', () => {
  it.for(['phone', 'desktop'] as const)(
    'are looked through, zoomed and saved on a %s',
    async (way, { stage }) => {
      const ann = await stage.guest('Ann', lobbyAddress)
      const bo = await stage.guest('Bo', lobbyAddress, ways[way])
      for (const [at, width] of [300, 600, 900].entries()) {
        const buffer = await picture('png', width, 600)
        await ann.attach('Picture', { name: `${width}.png`, mimeType: 'image/png', buffer })
        await expect.poll(() => sent(bo).count()).toBe(at + 1)
      }
      const viewer = bo.page.getByRole('dialog', { name: 'Pictures' })
      const shown = viewer.locator('wx-swiper-item:not([inert]) img').last()
      const shows = (width: number) => expect.poll(() => shown.evaluate(widthOf)).toBe(width)
      await sent(bo).last().click()
      await shows(900)
      await viewer.getByRole('img', { name: /^Ann, / }).waitFor()
      await bo.page.keyboard.press('ArrowLeft')
      await shows(600)
      const large = viewer.locator('[data-large]')
      await bo.page.keyboard.press('+')
      await large.waitFor()
      await bo.page.keyboard.press('0')
      await large.waitFor({ state: 'detached' })
      await shown.dblclick()
      await large.waitFor()
      // The next is as large as ever.
      await bo.page.keyboard.press('ArrowLeft')
      await shows(300)
      await large.waitFor({ state: 'detached' })
      if (way === 'desktop') {
        await bo.page.mouse.move(640, 450)
        await bo.page.mouse.wheel(0, -300)
      } else await pinch(bo)
      await large.waitFor()
      expect(await seriousFaults(bo.page, '[role=dialog]')).toEqual([])
      await viewer.getByRole('button', { name: 'Next' }).click()
      await shows(600)
      const [saved] = await Promise.all([
        bo.page.waitForEvent('download'),
        viewer.getByRole('button', { name: 'Save' }).click(),
      ])
      expect(saved.suggestedFilename()).toMatch(/\.png$/)
      await bo.hasShown('Saved')
      await bo.page.keyboard.press('Escape')
      await viewer.waitFor({ state: 'detached' })
      expect(
        await sent(bo)
          .last()
          .evaluate((one) => one === document.activeElement),
      ).toBe(true)
    },
  )

  it('are swiped by a finger, older ones come of themselves, and one that is recalled goes', async ({
    stage,
  }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.attach('Picture', {
      name: 'a.png',
      mimeType: 'image/png',
      buffer: await picture('png', 300, 600),
    })
    await sent(ann).waitFor()
    const speaker = await openSpeaker(stage.server.httpUrl, stage.server.groupUrl, 'Cy')
    await speaker.say(120, 10)
    speaker.close()
    await ann.attach('Picture', {
      name: 'b.png',
      mimeType: 'image/png',
      buffer: await picture('png', 600, 600),
    })
    const bo = await stage.guest('Bo', lobbyAddress, ways.phone)
    await sent(bo).click()
    const viewer = bo.page.getByRole('dialog', { name: 'Pictures' })
    await expect.poll(() => viewer.locator('wx-swiper-item').count()).toBe(2)
    await swipe(bo, 300)
    await expect
      .poll(() => viewer.locator('wx-swiper-item').first().locator('img').last().evaluate(widthOf))
      .toBe(300)
    await swipe(bo, -300)
    await expect
      .poll(() => viewer.locator('wx-swiper-item').last().locator('img').last().evaluate(widthOf))
      .toBe(600)
    await sent(ann).last().click({ button: 'right' })
    await ann.page.getByText('Recall', { exact: true }).click()
    await expect.poll(() => viewer.locator('wx-swiper-item').count()).toBe(1)
    await bo.page.goBack()
    await viewer.waitFor({ state: 'detached' })
    await bo.field('Message').waitFor()
  })
})

describe('a picture from the clipboard', () => {
  it('is pasted while words are written, shown, and sent when agreed to', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await copyPicture(ann, await png())
    await ann.field('Message').fill('Look: ')
    await ann.page.keyboard.press('Control+V')
    await expect.poll(() => question(ann).locator('img').evaluate(widthOf)).toBe(600)
    // The button to send has the focus.
    await ann.page.keyboard.press('Enter')
    for (const one of [ann, bo]) await sent(one).waitFor()
    expect(await ann.field('Message').inputValue()).toBe('Look: ')
  })

  it('is pasted also where nothing has the focus, and not sent when declined', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await copyPicture(ann, await png())
    await ann.field('Message').evaluate((field) => field.blur())
    await ann.page.keyboard.press('Control+V')
    await question(ann).waitFor()
    await ann.page.keyboard.press('Escape')
    await question(ann).waitFor({ state: 'detached' })
    await ann.say('Rather not.')
    await expect.poll(() => ann.said.count()).toBe(1)
    expect(await sent(ann).count()).toBe(0)
  })

  it('stays there on pages that send nothing, and words stay words', async ({ stage }) => {
    const ann = await stage.guest('Ann')
    await copyPicture(ann, await png())
    await ann.heading('Chat room').waitFor()
    await ann.page.keyboard.press('Control+V')
    await ann.button('Go to the lobby').click()
    await ann.page.evaluate(() => navigator.clipboard.writeText('only words'))
    await ann.field('Message').focus()
    await ann.page.keyboard.press('Control+V')
    expect(await ann.field('Message').inputValue()).toBe('only words')
    expect(await question(ann).count()).toBe(0)
  })
})

describe('files that are dropped', () => {
  it('are asked about in the language that was chosen under Me', async ({ stage }) => {
    const ann = await stage.guest('Ann')
    expect(await ann.page.locator('html').getAttribute('lang')).toBe('en')
    await ann.tab('Me').click()
    await ann.button(/^Language/).click()
    await ann.page.getByRole('button', { name: '中文', exact: true }).click()
    await expect.poll(() => ann.page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await ann.page.goto(`${stage.server.httpUrl}/${lobbyAddress}`)
    await ann.field('说点什么…').waitFor()
    await drop(ann, [await png()])
    const asked = ann.page.getByRole('dialog', { name: '发送图片' })
    await asked.getByRole('button', { name: '发送', exact: true }).click()
    await ann.button('查看图片').waitFor()
  })

  it('are shown where they fall, and sent together', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    const held = await hold(ann, [await png('one.png'), await png('two.png')])
    await ann.top.dispatchEvent('dragover', { dataTransfer: held })
    expect(await ann.page.locator('.wx-frame').getAttribute('data-drop')).toBe('Drop pictures to send them')
    await ann.field('Message').dispatchEvent('drop', { dataTransfer: held })
    expect(await ann.page.locator('.wx-frame').getAttribute('data-drop')).toBe(null)
    expect(await question(ann).locator('img').count()).toBe(2)
    expect(await seriousFaults(ann.page)).toEqual([])
    await answer(ann, 'Send')
    await expect.poll(() => sent(bo).count()).toBe(2)
  })

  it('are left out when they are no pictures, or too many, and it is said', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const words = { name: 'words.txt', type: 'text/plain', data: Buffer.from('words') }
    await drop(ann, [words])
    await ann.page.getByText('Only pictures can be pasted or dropped.').waitFor()
    expect(await question(ann).count()).toBe(0)
    const cat = await png()
    await drop(ann, [words, ...Array.from({ length: 11 }, () => cat)])
    await question(ann).getByText('3 left out: not a picture, or one too many.').waitFor()
    expect(await question(ann).locator('img').count()).toBe(9)
    await answer(ann, 'Cancel')
  })

  it('go the way of those chosen: what is too large, or only called a picture, is refused with words', async ({
    stage,
  }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    ann.expect(/status of 4(13|15)/)
    await drop(ann, [{ name: 'cat.png', type: 'image/png', data: Buffer.from('<html>') }])
    await answer(ann, 'Send')
    await ann.text('Pictures can be JPEG, PNG, GIF or WebP.').waitFor()
    await ann.button(/^Remove /).click()
    await drop(ann, [{ name: 'large.png', type: 'image/png', data: 20 * 1_048_576 + 1 }])
    await answer(ann, 'Send')
    await ann.page.getByText(/^Too large: .* At most /).waitFor()
  })

  it('do not take the place of the page, wherever they fall', async ({ stage }) => {
    const ann = await stage.guest('Ann')
    const held = await hold(ann, [await png()])
    const isLeftToBrowser = await ann.page.evaluate((dataTransfer) => {
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
      return document.body.dispatchEvent(event)
    }, held)
    expect(isLeftToBrowser).toBe(false)
    expect(await question(ann).count()).toBe(0)
  })
})

const widthOf = (img: HTMLImageElement) => img.naturalWidth

/** Puts a picture on the clipboard of the browser, as "Copy image" does. */
async function copyPicture(
  { context, page }: Somebody,
  { type, data }: Given & { data: Buffer },
): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(
    async ([mime, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
      await navigator.clipboard.write([new ClipboardItem({ [mime]: new Blob([bytes], { type: mime }) })])
    },
    [type, data.toString('base64')] as const,
  )
}

/** Files as a browser holds them while they are dragged. */
function hold({ page }: Somebody, files: Given[]): Promise<JSHandle<DataTransfer>> {
  const given = files.map(({ name, type, data }) => {
    return { name, type, content: typeof data === 'number' ? data : data.toString('base64') }
  })
  return page.evaluateHandle((all) => {
    const dataTransfer = new DataTransfer()
    for (const { name, type, content } of all) {
      const bytes =
        typeof content === 'number'
          ? new Uint8Array(content)
          : Uint8Array.from(atob(content), (char) => char.charCodeAt(0))
      dataTransfer.items.add(new File([bytes], name, { type }))
    }
    return dataTransfer
  }, given)
}

async function drop(somebody: Somebody, files: Given[]): Promise<void> {
  await somebody.top.dispatchEvent('drop', { dataTransfer: await hold(somebody, files) })
}

type Points = { x: number; y: number }[]

/** Fingers of the browser's own, from one place to the next. */
async function touch({ context, page }: Somebody, steps: Points[]): Promise<void> {
  const session = await context.newCDPSession(page)
  for (const [at, touchPoints] of steps.entries()) {
    const type = at === 0 ? 'touchStart' : 'touchMove'
    await session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

/** Two fingers, away from one another. */
function pinch(somebody: Somebody): Promise<void> {
  const apart = (by: number) => [-by, by].map((x) => ({ x: 187 + x, y: 400 }))
  return touch(somebody, [20, 40, 60, 80].map(apart))
}

/** One finger, by so many pixels to the right. */
function swipe(somebody: Somebody, by: number): Promise<void> {
  const from = by > 0 ? 30 : 345
  return touch(
    somebody,
    [0, 0.1, 0.25, 0.5, 0.75, 1].map((part) => [{ x: from + by * part, y: 400 }]),
  )
}
