import { describe, expect } from 'vitest'
import { seriousFaults } from '../client/web/support/browser'
import { movingPicture, mp4, picture } from '../support/media-files'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, ways } from './support/stage'

/** The whole picture in the viewer; the small one lies beneath it. */
const largePicture = '[role=dialog] [aria-hidden=true] img'

const png = async () => ({ name: 'cat.png', mimeType: 'image/png', buffer: await picture('png', 1_200, 600) })

describe('in the lobby', () => {
  it('a picture is sent, seen small in its box, and large', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress, ways.phone)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.attach('Picture', await png())
    for (const one of [ann, bo]) {
      const box = one.button('Open the picture')
      await box.waitFor()
      expect(await box.evaluate((element) => [element.clientWidth, element.clientHeight])).toEqual([220, 110])
      await expect
        .poll(() => box.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth))
        .toBe(480)
    }
    await bo.button('Open the picture').click()
    const large = bo.page.locator(largePicture)
    await expect.poll(() => large.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1_200)
    await large.click()
    await large.waitFor({ state: 'detached' })
  })

  it('the place of a picture is kept before the picture is there', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.attach('Picture', await png())
    await ann.button('Open the picture').waitFor()
    const bo = await stage.visit()
    bo.expect(/Failed to load resource/)
    await bo.page.route('**/media/**', (route) => route.abort())
    await bo.enterAsGuest('Bo')
    await bo.button('Go to the lobby').click()
    const box = bo.button('Open the picture')
    await box.waitFor()
    expect(await box.evaluate((element) => [element.clientWidth, element.clientHeight])).toEqual([220, 110])
  })

  it('a file is sent, and saved under its name by who opens it', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.attach('File', { name: '报告.csv', mimeType: 'text/csv', buffer: Buffer.from('tea,2\n') })
    await bo.text('报告.csv').waitFor()
    await bo.text('6 B').waitFor()
    const [saved] = await Promise.all([
      bo.page.waitForEvent('download'),
      bo.button('Open the file 报告.csv').click(),
    ])
    expect(saved.suggestedFilename()).toBe('报告.csv')
  })

  it('a file of 10 MB goes in chunks, and goes on after a break', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    ann.expect(/Failed to load resource/)
    let chunks = 0
    await ann.page.route('**/api/uploads/*/*', (route) => {
      if (route.request().method() === 'PUT') chunks += 1
      return chunks === 5 ? route.abort() : route.continue()
    })
    const buffer = Buffer.alloc(10 * 1_048_576 + 1, 7)
    await ann.attach('File', { name: 'big.bin', mimeType: 'application/octet-stream', buffer })
    await ann.button('Retry big.bin').click()
    await ann.text('10.0 MB').waitFor()
    expect(chunks).toBe(12)
  })

  it('emojis alone are shown large, and are at hand the next time', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.button('Emoji').click()
    await ann.button('🎉').click()
    await ann.button('Send').click()
    await expect.poll(() => bo.top.locator('.message-bubble--emoji').allInnerTexts()).toEqual(['🎉'])
    await ann.button('Emoji').click()
    await ann.button('Emoji').click()
    await ann.text('Recent').waitFor()
    await ann.page.reload()
    await ann.button('Emoji').click()
    await ann.text('Recent').waitFor()
  })

  it('a file goes on when its room is left, and can still be given up', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await ann.page.route('**/api/media?*', async (route) => {
      await held
      await route.continue()
    })
    await ann.attach('Picture', await png())
    await ann.attach('File', { name: 'no.txt', mimeType: 'text/plain', buffer: Buffer.from('no') })
    await ann.button('Cancel no.txt').waitFor()
    await ann.back()
    await ann.button(/Lobby/).click()
    await ann.button('Cancel no.txt').click()
    await ann.button('Cancel cat.png').waitFor()
    await ann.back()
    letGo()
    await bo.button('Open the picture').waitFor()
    await ann.button(/Lobby/).click()
    await ann.button('Open the picture').waitFor()
    expect(await bo.text('no.txt').count()).toBe(0)
  })

  it.for(['gif', 'webp'] as const)(
    'a moving %s is marked, and moves when it is opened',
    async (format, { stage }) => {
      const ann = await stage.guest('Ann', lobbyAddress)
      const buffer = await movingPicture(4, 200, format)
      await ann.attach('Picture', { name: `tea.${format}`, mimeType: `image/${format}`, buffer })
      const box = ann.button('Open the moving picture')
      await box.getByText('Moving', { exact: true }).waitFor()
      await box.click()
      const large = await ann.page.locator(largePicture).getAttribute('src')
      const frames = await ann.page.evaluate(framesOf, { src: large ?? '', type: `image/${format}` })
      expect(frames).toBe(4)
    },
  )

  it('a picture that is recalled is gone', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.attach('Picture', await png())
    await bo.button('Open the picture').waitFor()
    await ann.button('Open the picture').click({ button: 'right' })
    await ann.page.getByText('Recall', { exact: true }).click()
    await bo.text('Ann recalled a message').waitFor()
    await bo.button('Open the picture').waitFor({ state: 'detached' })
  })
  it('a voice message is spoken while the button is held, and heard', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.button('Voice').click()
    await ann.holdToTalk(() => ann.hasRecorded(2))
    await bo.button(/^Play the voice message, \d+ s, new$/).click()
    await bo.hasShown('Stop playing')
    const voice = bo.button(/^Play the voice message, \d+ s$/)
    await voice.waitFor()
    await bo.page.reload()
    await voice.waitFor()
  })

  it('voice messages play on, faster, from another place, and stop where they are told to', async ({
    stage,
  }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress, ways.phone)
    const fresh = bo.button(/^Play the voice message, \d+ s, new$/)
    await ann.button('Voice').click()
    for (const count of [1, 2]) {
      await ann.holdToTalk(() => ann.hasRecorded(2))
      await expect.poll(() => fresh.count()).toBe(count)
    }
    const bar = bo.top.getByRole('group', { name: 'Voice message' })
    await fresh.first().click()
    await bar.getByRole('button', { name: 'Speed 1×' }).click()
    await bar.getByRole('button', { name: 'Speed 1.5×' }).waitFor()
    expect(await seriousFaults(bo.page)).toEqual([])
    // The second begins by itself, and both are over.
    await expect.poll(() => fresh.count()).toBe(0)
    await bar.waitFor({ state: 'detached' })
    const first = bo.button(/^Play the voice message/).first()
    await first.click()
    await bar.getByRole('button', { name: 'Pause' }).click()
    const slider = bar.getByRole('slider', { name: 'Position' })
    await slider.focus()
    await bo.page.keyboard.press('End')
    await bar.getByText(/^0:0[1-9] \//).waitFor()
    await bo.page.keyboard.press('Home')
    await bar.getByText(/^0:00 \//).waitFor()
    await bo.button('Go on playing').first().waitFor()
    await bar.getByRole('button', { name: 'Stop playing' }).click()
    await bar.waitFor({ state: 'detached' })
    await bo.page.reload()
    await first.click()
    await bar.getByRole('button', { name: 'Speed 1.5×' }).waitFor()
  })

  it('a voice message is thrown away by sliding up', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.button('Voice').click()
    await ann.holdToTalk(async () => {
      await ann.hasRecorded(1)
      await ann.page.mouse.move(600, 300, { steps: 5 })
      await ann.text('Release to cancel').waitFor()
    })
    await ann.text('Hold to talk').waitFor()
    await ann.button('Keyboard').click()
    await ann.say('Nothing.')
    await expect.poll(() => ann.said.allInnerTexts()).toEqual(['Nothing.'])
    expect(await ann.button(/^Play the voice message/).count()).toBe(0)
  })

  it('a tap is no voice message, and is told how to make one', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.button('Voice').click()
    await ann.holdToTalk(async () => undefined)
    await ann.hasShown('Too short. Hold while you talk.')
  })

  it('a video is sent with its length in its box', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.attach('Video', { name: 'tea.mp4', mimeType: 'video/mp4', buffer: mp4({ ms: 65_000 }) })
    await bo.text('1:05').waitFor()
    const picture = bo.button('Play the video').locator('img')
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320)
  })

  it('a video is given a picture out of itself', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    ann.expect(/415/)
    await ann.attach('Video', { name: 'red.webm', mimeType: 'video/webm', buffer: await film(ann) })
    // Phones do not play it, so the server takes it not; its picture stands in the tray all the same.
    await ann.text('Videos can be MP4 or MOV.').waitFor()
    const picture = ann.top.locator('[class*="look"] img')
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320)
  })
})

/** Half a second of a film that this very browser has made: red, 320 by 180. */
async function film({ page }: Somebody): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
    const pen = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    const over = new Promise((resolve) => recorder.addEventListener('stop', resolve))
    const drawing = setInterval(() => {
      if (pen) pen.fillStyle = '#f00'
      pen?.fillRect(0, 0, 320, 180)
    }, 30)
    recorder.start()
    setTimeout(() => recorder.stop(), 800)
    await over
    clearInterval(drawing)
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })
  return Buffer.from(base64, 'base64')
}

/** Runs in the page: of how many frames a browser shows a picture. */
async function framesOf({ src, type }: { src: string; type: string }): Promise<number | undefined> {
  const { body } = await fetch(src)
  if (body === null) return undefined
  const decoder = new ImageDecoder({ data: body, type })
  await decoder.completed
  return decoder.tracks.selectedTrack?.frameCount
}
