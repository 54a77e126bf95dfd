import { describe, expect } from 'vitest'
import { picture } from '../support/media-files'
import { it, lobbyAddress } from './support/stage'

const page = { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('<html>') }

describe('a picture that is refused', () => {
  it('says its name and what is taken, shows no broken picture, and offers no retry', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    ann.expect(/415/)
    await ann.attach('Picture', page)
    await ann.text('Pictures can be JPEG, PNG, GIF or WebP.').waitFor()
    await ann.text('cat.png').waitFor()
    expect(await ann.top.locator('[class*="look"] img').count()).toBe(0)
    expect(await ann.button('Retry cat.png').count()).toBe(0)
    await ann.button('Remove cat.png').click()
    await ann.text('cat.png').waitFor({ state: 'detached' })
  })

  it('is sent as a file under its name', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    ann.expect(/415/)
    await ann.attach('Picture', page)
    await ann.button('Send as a file cat.png').click()
    await bo.button('Open the file cat.png').waitFor()
    await ann.button('Remove cat.png').waitFor({ state: 'detached' })
  })

  it('for it is HEIC says what to do on the iPhone', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    ann.expect(/415/)
    await ann.attach('Picture', { name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic })
    await ann.page.getByText(/^HEIC photos .* Most Compatible on the iPhone\.$/).waitFor()
    await ann.button('Send as a file IMG_1.HEIC').click()
    await ann.button('Open the file IMG_1.HEIC').waitFor()
  })
})

it('a picture without a network may be tried again, and is sent then', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress)
  ann.expect(/Failed to load resource/)
  await ann.page.route('**/api/media?*', (route) => route.abort(), { times: 1 })
  await ann.attach('Picture', { ...page, buffer: await picture('png', 40, 30) })
  await ann.text('No network. Try again later.').waitFor()
  expect(await ann.button('Send as a file cat.png').count()).toBe(0)
  await ann.button('Retry cat.png').click()
  await ann.button('Open the picture').waitFor()
})

/** The head of a photo as iPhones make them. */
const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'),
  Buffer.alloc(64),
])
