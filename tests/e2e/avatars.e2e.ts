import { expect } from 'vitest'
import { picture } from '../support/media-files'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress } from './support/stage'

const photo = async () => ({ name: 'me.png', mimeType: 'image/png', buffer: await picture('png', 600, 400) })

/** Opens the sheet of avatars and chooses a picture of one's own. */
async function choosePicture(somebody: Somebody, opener: string): Promise<void> {
  await somebody.button(opener).click()
  const [chooser] = await Promise.all([
    somebody.page.waitForEvent('filechooser'),
    somebody.button('Use a picture of mine').click(),
  ])
  await chooser.setFiles(await photo())
}

/** The side, in pixels, of the picture by which somebody is shown; 0 as long as there is none. */
function sideOf(viewer: Somebody, name: string): Promise<number> {
  const face = viewer.top.getByRole('img', { name: `${name}'s avatar`, exact: true }).first()
  return face
    .locator('img')
    .evaluateAll((images) => (images[0] as HTMLImageElement | undefined)?.naturalWidth ?? 0)
}

it('a picture of oneself that is chosen under Me is seen by the others at once', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress)
  const bo = await stage.guest('Bo', lobbyAddress)
  await ann.say('Here I am.')
  await bo.text('Here I am.').waitFor()
  expect(await sideOf(bo, 'Ann')).toBe(0)
  await ann.back()
  await ann.tab('Me').click()
  await choosePicture(ann, 'Change my avatar')
  await expect.poll(() => sideOf(ann, 'Ann')).toBe(256)
  await expect.poll(() => sideOf(bo, 'Ann')).toBe(256)
})

it('a picture that is chosen before signing in comes along', async ({ stage }) => {
  const bo = await stage.guest('Bo', lobbyAddress)
  const ann = await stage.visit(lobbyAddress)
  await choosePicture(ann, 'Choose an avatar')
  await ann.enterAsGuest('Ann')
  await ann.say('Here I am.')
  await expect.poll(() => sideOf(bo, 'Ann')).toBe(256)
})

it('a picture that does not get there says why, and is tried again', async ({ stage }) => {
  const ann = await stage.guest('Ann')
  ann.expect(/Failed to load resource/)
  await ann.tab('Me').click()
  await ann.page.route('**/api/me/avatar', (route) => route.abort(), { times: 1 })
  await choosePicture(ann, 'Change my avatar')
  await ann.text('No network. Try again later.').waitFor()
  await ann.button('Try again').click()
  await ann.button('Try again').waitFor({ state: 'detached' })
  await expect.poll(() => sideOf(ann, 'Ann')).toBe(256)
})

it('what is no picture says so, and is given up', async ({ stage }) => {
  const ann = await stage.guest('Ann')
  ann.expect(/415/)
  await ann.tab('Me').click()
  await ann.button('Change my avatar').click()
  const [chooser] = await Promise.all([
    ann.page.waitForEvent('filechooser'),
    ann.button('Use a picture of mine').click(),
  ])
  await chooser.setFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('<html>') })
  await ann.text('Pictures can be JPEG, PNG, GIF or WebP.').waitFor()
  await ann.button('Cancel').click()
  await ann.text('Pictures can be JPEG, PNG, GIF or WebP.').waitFor({ state: 'detached' })
})
