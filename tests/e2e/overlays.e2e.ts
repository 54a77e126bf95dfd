import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { mp4, picture } from '../support/media-files'
import type { Somebody } from './support/somebody'
import { it, type Stage } from './support/stage'

const sizes = [
  { width: 320, height: 640, isPhone: true },
  { width: 390, height: 844, isPhone: true },
  { width: 1440, height: 900, isPhone: false },
]

describe.each(sizes)('at $width px', ({ width, height, isPhone }) => {
  const way = { viewport: { width, height }, ...(isPhone && { hasTouch: true, isMobile: true }) }

  it('pictures and videos are left by the button, Back, Esc, a tap beside them and a swipe down', async ({
    stage,
  }) => {
    const ann = await inLobby(stage, way)
    await ann.attach('Video', { name: 'tea.mp4', mimeType: 'video/mp4', buffer: mp4({ ms: 4_000 }) })
    await ann.button('Play the video').waitFor()
    const buffer = await picture('jpeg', 900, 600)
    await ann.attach('Picture', { name: 'park.jpg', mimeType: 'image/jpeg', buffer })
    await ann.button('Open the picture').waitFor()
    const { page } = ann
    const log = ann.top.getByRole('log')
    for (const [opens, name] of [
      ['Play the video', 'Video'],
      ['Open the picture', 'Pictures'],
    ] as const) {
      const viewer = page.getByRole('dialog', { name, exact: true })
      await ann.button(opens).scrollIntoViewIfNeeded()
      const at = await log.evaluate(({ scrollTop }) => scrollTop)
      for (const leave of leaving(isPhone)) {
        if (isPhone) await ann.button(opens).tap()
        else await ann.button(opens).click()
        await viewer.waitFor()
        await leave(ann, viewer)
        await viewer.waitFor({ state: 'detached' })
        await atPage(ann)
        expect(await ann.heading('Lobby').isVisible()).toBe(true)
        expect(await log.evaluate(({ scrollTop }) => scrollTop)).toBe(at)
      }
    }
    // No overlay has left an entry behind.
    await back(ann)
    await ann.tab('Me').waitFor()
  })

  it('Back closes the topmost overlay alone, and Forward opens none again', async ({ stage }) => {
    const ann = await inLobby(stage, way)
    const { page } = ann
    await page.evaluate(openThree)
    const dialogs = page.getByRole('dialog')
    for (const left of [2, 1, 0]) {
      await page.goBack()
      await expect.poll(() => dialogs.count()).toBe(left)
    }
    expect(await page.evaluate('window.answers')).toEqual(['showActionSheet:fail cancel', 'cancel', 'cancel'])
    await page.goForward()
    await atPage(ann)
    expect(await dialogs.count()).toBe(0)
    expect(await ann.heading('Lobby').isVisible()).toBe(true)
    await back(ann)
    await ann.tab('Me').waitFor()
  })

  it('Back and Esc close the menu of a message, and with a tap beside it the sheet of avatars', async ({
    stage,
  }) => {
    const ann = await inLobby(stage, way)
    await ann.say('Good morning')
    const menu = ann.top.getByRole('menu')
    for (const leave of [back, esc]) {
      await ann.said.last().click({ button: 'right' })
      await menu.waitFor()
      await leave(ann)
      await menu.waitFor({ state: 'detached' })
      await atPage(ann)
    }
    await back(ann)
    await ann.tab('Me').click()
    const sheet = ann.top.getByRole('dialog', { name: 'Choose an avatar' })
    for (const leave of [back, esc, besideSheet]) {
      await ann.button('Change my avatar').click()
      await sheet.waitFor()
      await leave(ann)
      await sheet.waitFor({ state: 'detached' })
      await atPage(ann)
    }
  })

  it('Back and Esc close the emojis and the ways to send, and the room and what is typed stay', async ({
    stage,
  }) => {
    const ann = await inLobby(stage, way)
    await ann.field('Message').fill('Tea at')
    for (const [opens, shows] of [
      ['Emoji', '😀'],
      ['Attach', 'File'],
    ] as const) {
      for (const leave of [back, esc]) {
        await ann.button(opens).click()
        await ann.button(shows).waitFor()
        await leave(ann)
        await ann.button(shows).waitFor({ state: 'detached' })
        await atPage(ann)
        expect(await ann.heading('Lobby').isVisible()).toBe(true)
      }
    }
    expect(await ann.field('Message').inputValue()).toBe('Tea at')
    // One panel in place of the other is one overlay still.
    await ann.button('Emoji').click()
    await ann.button('Attach').click()
    await ann.button('File').waitFor()
    await back(ann)
    await ann.button('File').waitFor({ state: 'detached' })
    // A page that is opened over it leaves nothing that Back would close out of sight.
    await ann.button('Emoji').click()
    await ann.button('😀').waitFor()
    await ann.button('Room details').click()
    await ann.button('Room details').waitFor({ state: 'detached' })
    await atPage(ann)
    await back(ann)
    await ann.button('Room details').waitFor()
    expect(await ann.button('😀').count()).toBe(0)
    await back(ann)
    await ann.tab('Me').waitFor()
  })

  it('a sheet is left by its button, Back, Esc, a tap beside it and a swipe down', async ({ stage }) => {
    const ann = await inLobby(stage, way)
    const sheet = ann.page.getByRole('dialog', { name: 'Choose one' })
    const ways = [back, esc, besideSheet, pressed('Cancel'), ...(isPhone ? [swipe] : [])]
    for (const leave of ways) {
      await ann.page.evaluate(openSheet)
      await sheet.waitFor()
      await leave(ann, sheet)
      await expect.poll(() => ann.page.evaluate('window.answer')).toBe('showActionSheet:fail cancel')
      await atPage(ann)
    }
  })
})

it('a program that opens a page while a dialog is open leaves the dialog, and Back finds both', async ({
  stage,
}) => {
  const ann = await inLobby(stage, { viewport: { width: 390, height: 844 } })
  const { page } = ann
  await page.evaluate(openDialogAndPage)
  await ann.heading('People').waitFor()
  const dialog = page.getByRole('dialog', { name: 'Sure?' })
  await page.goBack()
  await dialog.waitFor({ state: 'detached' })
  await ann.heading('People').waitFor()
  await page.goBack()
  await ann.heading('Lobby').waitFor()
})

it('a reload while a picture is shown leaves no entry of it', async ({ stage }) => {
  const ann = await inLobby(stage, { viewport: { width: 390, height: 844 } })
  const { page } = ann
  await page.evaluate(openSheet)
  await page.getByRole('dialog').waitFor()
  await page.reload()
  await ann.heading('Lobby').waitFor()
  await atPage(ann)
  await back(ann)
  await ann.tab('Me').waitFor()
})

type Leave = (ann: Somebody, overlay: Locator) => Promise<unknown>

/** As the page asks for it: the protocol of Playwright may look at the history before the browser has noted the last step. */
const back = ({ page }: Somebody) => page.evaluate(() => history.back())
const esc = ({ page }: Somebody) => page.keyboard.press('Escape')
const besideSheet = ({ page }: Somebody) => page.mouse.click((page.viewportSize()?.width ?? 0) / 2, 80)

/** The button of an overlay, as large as a finger. */
function pressed(name: string): Leave {
  return async (_, overlay) => {
    const button = overlay.getByRole('button', { name, exact: true })
    const { width = 0, height = 0 } = (await button.boundingBox()) ?? {}
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
    await button.click()
  }
}

function leaving(isPhone: boolean): Leave[] {
  const beside: Leave = (_, viewer) => viewer.click({ position: { x: 20, y: 20 } })
  return [pressed('Close'), back, esc, beside, ...(isPhone ? [swipe] : [])]
}

/** Draws a finger down over the middle of an overlay. */
async function swipe({ page }: Somebody, overlay: Locator): Promise<void> {
  const box = await overlay.boundingBox()
  if (box === null) throw new Error('nothing to swipe')
  const x = box.x + box.width / 2
  const from = box.y + Math.min(40, box.height / 4)
  const cdp = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x, y }] })
  await touch('touchStart', from)
  for (const down of [20, 60, 100, 140]) await touch('touchMove', from + down)
  await touch('touchEnd')
  await cdp.detach()
}

/** Waits until the history stands at the entry of the page itself. */
async function atPage({ page }: Somebody): Promise<void> {
  await expect.poll(() => page.evaluate('history.state.overlays ?? 0')).toBe(0)
}

/** Ann in the lobby, with home below it. */
async function inLobby(stage: Stage, options: Parameters<Stage['guest']>[2]): Promise<Somebody> {
  const ann = await stage.guest('Ann', '', options)
  await ann.button('Go to the lobby').click()
  await ann.heading('Lobby').waitFor()
  return ann
}

interface Host {
  answers: unknown[]
  answer: unknown
  wx: {
    showModal(options: object): Promise<{ cancel: boolean }>
    showActionSheet(options: object): Promise<unknown>
    navigateTo(options: object): Promise<unknown>
  }
}

/** Runs in the page. */
function openThree(): void {
  const host = globalThis as unknown as Host
  host.answers = []
  const say = (answer: unknown) => host.answers.push(answer)
  for (const title of ['First', 'Second'])
    void host.wx.showModal({ title }).then(({ cancel }) => say(cancel ? 'cancel' : 'confirm'))
  host.wx.showActionSheet({ itemList: ['One'] }).catch(({ errMsg }: { errMsg: string }) => say(errMsg))
}

/** Runs in the page. */
function openSheet(): void {
  const host = globalThis as unknown as Host
  host.answer = undefined
  host.wx.showActionSheet({ itemList: ['One', 'Two'] }).catch(({ errMsg }: { errMsg: string }) => {
    host.answer = errMsg
  })
}

/** Runs in the page. */
function openDialogAndPage(): void {
  const { wx } = globalThis as unknown as Host
  void wx.showModal({ title: 'Sure?' })
  void wx.navigateTo({ url: '/pages/people/people?room=lobby' })
}
