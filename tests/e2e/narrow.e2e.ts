import { expect } from 'vitest'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, ways } from './support/stage'

/** A picture of 1,200 x 400 pixels. */
async function wide({ page }: Somebody): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1_200, height: 400 })
    canvas.getContext('2d')?.fillRect(0, 0, 600, 400)
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

it('on a screen 320 px wide a picture is whole, in its own shape', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress, { ...ways.phone, viewport: { width: 320, height: 568 } })
  await ann.attach('Picture', { name: 'wide.png', mimeType: 'image/png', buffer: await wide(ann) })
  const picture = ann.button('Open the picture')
  await picture.waitFor()
  const bubble = ann.top.locator('.message-bubble--bubble')
  const [inner, outer] = [await picture.boundingBox(), await bubble.boundingBox()]
  expect(inner && outer && inner.x + inner.width <= outer.x + outer.width).toBe(true)
  expect((inner?.width ?? 0) / (inner?.height ?? 1)).toBeCloseTo(3, 1)
})
