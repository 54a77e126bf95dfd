import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { it, lobbyAddress } from './support/stage'

describe('what is sent can be used by who gets it', () => {
  it('a video plays to its end', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.attach('Video', { name: 'tea.mp4', mimeType: 'video/mp4', buffer: await film(ann.page) })
    await bo.button('Play the video').click()
    const shown = bo.page.locator('video.wx-preview-video')
    expect(await shown.evaluate(playedToEnd)).toEqual({ width: 160, height: 120 })
    await bo.page.keyboard.press('Escape')
    await shown.waitFor({ state: 'detached' })
  })

  it('a film that was sent as a file is shown, and not saved', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.attach('File', { name: 'tea.mp4', mimeType: 'video/mp4', buffer: await film(ann.page) })
    await ann.button('Open the file tea.mp4').click()
    const shown = ann.page.locator('video.wx-preview-video')
    expect(await shown.evaluate(playedToEnd)).toEqual({ width: 160, height: 120 })
  })

  it('a file is saved byte for byte', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    const buffer = Buffer.from(Array.from({ length: 1_200_000 }, (_, at) => (at * at) % 251))
    await ann.attach('File', { name: '报告 2.bin', mimeType: 'application/octet-stream', buffer })
    const [saved] = await Promise.all([
      bo.page.waitForEvent('download'),
      bo.button(/^Open the file .*报告/).click(),
    ])
    const parts: Buffer[] = []
    for await (const part of await saved.createReadStream()) parts.push(part as Buffer)
    expect(Buffer.concat(parts).equals(buffer)).toBe(true)
  })
})

/** A short film as Chromium itself records it: MP4 with H.264, as phones make them. */
async function film(page: Page): Promise<Buffer> {
  return Buffer.from(await page.evaluate(recordCanvas), 'base64')
}

/** Runs in the page: thirty pictures of a canvas that changes its colour. */
async function recordCanvas(): Promise<string> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: 160, height: 120 })
  const brush = canvas.getContext('2d')
  const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/mp4;codecs=avc1.42E01E' })
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve))
  recorder.start()
  for (let frame = 0; frame < 30; frame += 1) {
    if (brush) brush.fillStyle = frame % 2 ? 'teal' : 'orange'
    brush?.fillRect(0, 0, 160, 120)
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  recorder.stop()
  await stopped
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** Runs in the page: waits for the end of a video; its size as the decoder found it. */
async function playedToEnd(element: HTMLElement): Promise<{ width: number; height: number }> {
  const video = element as HTMLVideoElement
  await new Promise<void>((resolve, reject) => {
    if (video.ended) resolve()
    video.addEventListener('ended', () => resolve())
    video.addEventListener('error', () => reject(new Error(video.error?.message)))
  })
  return { width: video.videoWidth, height: video.videoHeight }
}
