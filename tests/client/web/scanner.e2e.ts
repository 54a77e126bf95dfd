import type { Locator, Page } from 'playwright-core'
import encodeCode from 'qr'
import { expect, it } from 'vitest'
import { picture } from '../../support/media-files'
import { bothWays } from './support/both-ways'
import { seriousFaults } from './support/browser'

const tags = 'pages/tags/tags'

bothWays('the scanner', ({ open, tap }) => {
  /** Opens the scanner, in English, as it is once `before` has run in the page. */
  async function scanning(before: () => void = withCamera) {
    const { page } = await open(tags, { locale: 'en-US' })
    await page.evaluate(before)
    await tap(page.getByRole('button', { name: 'scan', exact: true }))
    const scanner = page.getByRole('dialog', { name: 'Scan a code' })
    await scanner.waitFor()
    return { page, scanner }
  }

  const said = async (page: Page) => (await page.locator('.said').textContent()) ?? ''

  async function choose(scanner: Locator, buffer: Buffer): Promise<void> {
    const choosing = scanner.page().waitForEvent('filechooser')
    await tap(scanner.getByRole('button', { name: 'Choose a picture' }))
    await (await choosing).setFiles({ name: 'code.gif', mimeType: 'image/gif', buffer })
  }

  it('reads the code of a picture', async () => {
    const { page, scanner } = await scanning()
    await choose(scanner, codeOf('二 café ✓'))
    await scanner.waitFor({ state: 'detached' })
    expect(JSON.parse(await said(page))).toEqual({
      result: '二 café ✓',
      scanType: 'QR_CODE',
      charSet: 'utf-8',
      errMsg: 'scanCode:ok',
    })
    await expect.poll(() => page.evaluate(cameraState)).toBe('ended')
  })

  it('gives the path of a code of this very room', async () => {
    const { page, scanner } = await scanning()
    const address = page.url().replace(/#.*/, '#/pages/home/home?code=AB')
    await choose(scanner, codeOf(address))
    await scanner.waitFor({ state: 'detached' })
    expect(JSON.parse(await said(page))).toMatchObject({ result: address, path: 'pages/home/home?code=AB' })
  })

  it('says so when a picture holds no code, or is none, and takes another', async () => {
    const { page, scanner } = await scanning()
    for (const buffer of [await picture('gif'), Buffer.from('no picture')]) {
      await scanner.getByRole('status').evaluate((hint) => hint.replaceChildren())
      await choose(scanner, buffer)
      await scanner.getByRole('status').getByText('No code could be read in this picture.').waitFor()
    }
    await choose(scanner, codeOf('the other'))
    await expect.poll(() => said(page)).toContain('the other')
  })

  it.each(['Cancel', 'Escape', 'Back'])('is left by %s, which ends the camera', async (way) => {
    const { page, scanner } = await scanning()
    await expect.poll(() => page.evaluate(cameraState)).toBe('live')
    await expect.poll(() => scanner.locator('video').evaluate(isShowing)).toBe(true)
    if (way === 'Cancel') await tap(scanner.getByRole('button', { name: 'Cancel' }))
    else if (way === 'Escape') await page.keyboard.press('Escape')
    else await page.evaluate(() => history.back())
    await scanner.waitFor({ state: 'detached' })
    expect(await said(page)).toBe('scanCode:fail cancel')
    await expect.poll(() => page.evaluate(cameraState)).toBe('ended')
    await expect.poll(() => page.evaluate('history.state.overlays ?? 0')).toBe(0)
  })

  it.each([
    ['Browsers give the camera only to addresses with https.', insecure],
    ['The camera is not allowed. Allow it in the browser’s settings for this site.', refused],
    ['No camera can be used: there is none, or another program has it.', without],
  ] as const)('says "%s", and a picture will do', async (words, before) => {
    const { page, scanner } = await scanning(before)
    await scanner.getByRole('status').getByText(words).waitFor()
    expect(await scanner.locator('video').isVisible()).toBe(false)
    await choose(scanner, codeOf('by picture'))
    await expect.poll(() => said(page)).toContain('by picture')
  })

  it('says when the camera has ended by itself', async () => {
    const { page, scanner } = await scanning()
    await expect.poll(() => page.evaluate(cameraState)).toBe('live')
    await page.evaluate(unplug)
    await scanner.getByText('No camera can be used').waitFor()
  })

  it('lets the browser read where it can, and does it by itself where the browser only says so', async () => {
    const first = await scanning(withReader)
    await choose(first.scanner, await picture('gif'))
    await expect.poll(() => said(first.page)).toContain('read by the browser')
    const second = await scanning(withEmptyReader)
    await choose(second.scanner, codeOf('read by the room'))
    await expect.poll(() => said(second.page)).toContain('read by the room')
  })

  it('is gone about by keys, and has nothing that axe-core finds serious', async () => {
    const { page, scanner } = await scanning()
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    expect(await focused()).toBe('Choose a picture')
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('Cancel')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Enter')
    await scanner.waitFor({ state: 'detached' })
  })
})

const codeOf = (text: string) => Buffer.from(encodeCode(text, 'gif', { scale: 4 }))

interface Devices {
  camera?: MediaStream
}

/** Runs in the page. */
function withCamera(): void {
  const { mediaDevices } = navigator
  const get = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (asked) => {
    const camera = await get(asked)
    Object.assign(globalThis, { camera })
    return camera
  }
}

/** Runs in the page. */
const cameraState = () => (globalThis as Devices).camera?.getTracks()[0]?.readyState

/** Runs in the page: what a browser does when the camera is pulled out. */
const unplug = () => (globalThis as Devices).camera?.getTracks()[0]?.dispatchEvent(new Event('ended'))

/** Runs in the page. */
const isShowing = (video: SVGElement | HTMLElement) => (video as HTMLVideoElement).videoWidth > 0

/** Runs in the page, as a browser has it at an address without https. */
function insecure(): void {
  Object.defineProperty(navigator, 'mediaDevices', { value: undefined })
}

/** Runs in the page. */
function refused(): void {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))
}

/** Runs in the page. */
function without(): void {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
}

/** Runs in the page. */
function withReader(): void {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
  class BarcodeDetector {
    static getSupportedFormats = async () => ['qr_code']
    detect = async () => [{ rawValue: 'read by the browser' }]
  }
  Object.assign(globalThis, { BarcodeDetector })
}

/** Runs in the page. */
function withEmptyReader(): void {
  class BarcodeDetector {
    static getSupportedFormats = async () => ['qr_code']
    detect = () => Promise.reject(new DOMException('', 'NotSupportedError'))
  }
  Object.assign(globalThis, { BarcodeDetector })
}
