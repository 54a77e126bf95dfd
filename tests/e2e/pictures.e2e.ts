import type { JSHandle } from 'playwright-core'
import { describe, expect } from 'vitest'
import { seriousFaults } from '../client/web/support/browser'
import { picture } from '../support/media-files'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress } from './support/stage'

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
