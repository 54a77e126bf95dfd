import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { mp3, mp4 } from '../support/media-files'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, type Stage } from './support/stage'

const sorry = 'This device or browser cannot play this video. Save it and open it with another program.'

describe('a video that this browser cannot play', () => {
  it('says so, and can be saved', async ({ stage }) => {
    const bo = await given(stage)
    await bo.button('Play the video').click()
    await bo.page.getByText(sorry).waitFor()
    const [saved] = await Promise.all([
      bo.page.waitForEvent('download'),
      bo.page.getByRole('link', { name: 'Save the video' }).click(),
    ])
    expect(saved.suggestedFilename()).toMatch(/\.mp4$/)
    await bo.page.keyboard.press('Escape')
    await bo.page.getByText(sorry).waitFor({ state: 'detached' })
  })

  it('says so also where the sound alone would play', async ({ stage }) => {
    const bo = await given(stage)
    const body = mp3(1)
    await bo.page.route(films, (route) => route.fulfill({ contentType: 'audio/mpeg', body }))
    await bo.button('Play the video').click()
    await bo.page.getByText(sorry).waitFor()
  })

  it('for it does not come is not called unplayable', async ({ stage }) => {
    const bo = await given(stage)
    bo.expect(/Failed to load resource/)
    await bo.page.route(films, (route) => route.abort())
    await bo.button('Play the video').click()
    await bo.page.getByText('The video did not load. Check the network and open it again.').waitFor()
  })
})

/** The addresses of films, and not of the pictures by which lists show them. */
const films: Parameters<Page['route']>[0] = /\/media\/[a-z0-9]{20}\?/

/** Somebody before a list with a film of which nothing can be decoded. */
async function given(stage: Stage): Promise<Somebody> {
  const ann = await stage.guest('Ann', lobbyAddress)
  await ann.attach('Video', { name: 'tea.mp4', mimeType: 'video/mp4', buffer: mp4({ ms: 65_000 }) })
  await ann.button('Play the video').waitFor()
  return ann
}
