import { expect } from 'vitest'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, ways } from './support/stage'

it('Enter does what the button below a field does', async ({ stage }) => {
  const ann = await stage.visit('', ways.desktop)
  await ann.field('Name').fill('Ann')
  await ann.field('Name').press('Enter')
  await ann.text('New room').click()
  await ann.field('Name of the room').fill('Tea house')
  await ann.field('Name of the room').press('Enter')
  await ann.heading('Tea house').waitFor()

  const bo = await stage.guest('Bo', '', ways.desktop)
  const id = await ann.page.goto(`${stage.server.httpUrl}/`).then(() => ann.id())
  await bo.tab('Chats').click()
  await bo.text('Find a person').click()
  await bo.top.getByRole('textbox').fill(id)
  await bo.top.getByRole('textbox').press('Enter')
  await bo.field('Note').fill('Tea?')
  await bo.field('Note').press('Enter')
  await bo.text('Invited. Waiting for an answer.').waitFor()
  await ann.top.getByRole('tab', { name: 'Notices 1', exact: true }).waitFor()
})

it('Enter goes from the login name to the password, and from there in', async ({ stage }) => {
  const ann = await stage.visit('', ways.desktop)
  await ann.button('New account').click()
  await ann.field('Login name').fill('ann')
  await ann.field('Password').fill('correct horse battery')
  await ann.button('Register and sign in').click()
  await ann.heading('Sign in').waitFor({ state: 'detached' })
  const other = await stage.visit('', ways.desktop)
  await other.button('With a password').click()
  await other.field('Login name').fill('ann')
  await other.field('Login name').press('Enter')
  await other.page.keyboard.type('correct horse battery')
  await other.page.keyboard.press('Enter')
  await other.heading('Sign in').waitFor({ state: 'detached' })
})

it('before sign-in there is no way home', async ({ stage }) => {
  const ann = await stage.visit('', ways.phone)
  await ann.button('Come in as a guest').waitFor()
  expect(await ann.button(/^Home$/).count()).toBe(0)
})

it('who wants less movement waits for none: not even as short as can be', async ({ stage }) => {
  const ann = await stage.visit('', { ...ways.phone, reducedMotion: 'reduce' })
  const lasting = ann.page.locator('body').evaluate((body) => getComputedStyle(body).transitionDuration)
  // One of a hundredth of a millisecond runs again at each level of the page, a frame each: lists came late.
  expect(await lasting).toBe('0s')
})

/** How light a dialog is: 0 to 255. */
function lightness({ page }: Somebody): Promise<number> {
  return page
    .locator('.wx-dialog')
    .evaluate((dialog) => Number(/\d+/.exec(getComputedStyle(dialog).backgroundColor)?.[0]))
}

it('dialogs have the look that was chosen, and not that of the system', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress, { ...ways.phone, colorScheme: 'light' })
  await ann.back()
  await ann.tab('Me').click()
  await ann.button(/^Look/).click()
  expect(await lightness(ann)).toBe(255)
  await ann.page.getByRole('button', { name: 'Dark', exact: true }).click()
  await ann.button('Sign out').click()
  expect(await lightness(ann)).toBeLessThan(64)
})
