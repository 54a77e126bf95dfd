import { expect } from 'vitest'
import { picture } from '../support/media-files'
import { hears, isAccepted } from './support/eventually'
import { goHome, joinGroup, makeGroup } from './support/group'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, ways } from './support/stage'

/** Opens the menu of a message and chooses from it. */
async function choose(somebody: Somebody, said: string, action: string): Promise<void> {
  await isAccepted(somebody)
  const message = somebody.said.filter({ hasText: said }).last()
  await message.click({ button: 'right', position: { x: 4, y: 4 } })
  await somebody.top.getByRole('menuitem', { name: action, exact: true }).click()
}

const target = (somebody: Somebody, name: string) => somebody.top.getByRole('checkbox', { name, exact: true })

/** Chooses where it goes, and sends it. */
async function send(somebody: Somebody, ...names: string[]): Promise<void> {
  for (const name of names) await target(somebody, name).click()
  await somebody.button(`Send (${names.length})`).click()
}

async function open(somebody: Somebody, room: string): Promise<void> {
  await goHome(somebody, 'Chats')
  await somebody.button(new RegExp(`${room}`)).click()
  await somebody.heading(room).waitFor()
}

it('messages go on to several rooms, as one or one by one, and come together in favourites', async ({
  stage,
}) => {
  const ann = await stage.guest('Ann', lobbyAddress, ways.phone)
  const bo = await stage.guest('Bo', lobbyAddress, ways.desktop)
  await ann.say('Tea at four')
  await hears(bo, ['Tea at four'])
  await bo.say('With milk')
  await hears(ann, ['Tea at four', 'With milk'])
  await joinGroup(ann, 'Kitchen', await makeGroup(bo, 'Kitchen'))

  // On a phone: one message with a comment, to a room and to oneself.
  await open(ann, 'Lobby')
  await choose(ann, 'Tea at four', 'Forward')
  await ann.field('Search rooms and people').fill('kit')
  await expect.poll(() => ann.top.getByRole('checkbox').count()).toBe(1)
  await ann.field('Search rooms and people').fill('')
  await ann.field('Add a comment').fill('See you there')
  await send(ann, 'Kitchen', 'Favourites')
  await ann.hasShown('Sent to 2 chats')
  await open(ann, 'Kitchen')
  await hears(ann, ['Tea at four', 'See you there'])
  await ann.text('Forwarded').waitFor()

  // On a desktop, by keys too: two as a bundle.
  await open(bo, 'Lobby')
  await choose(bo, 'With milk', 'Select')
  await bo.text('1 selected').waitFor()
  await bo.page.keyboard.press('Escape')
  await bo.text('1 selected').waitFor({ state: 'detached' })
  await choose(bo, 'With milk', 'Select')
  await bo.top.getByRole('article', { name: /Tea at four/ }).focus()
  await bo.page.keyboard.press('Enter')
  await bo.text('2 selected').waitFor()
  await bo.button('Forward').click()
  await bo.top.getByRole('radio', { name: 'As one bundle' }).click()
  await send(bo, 'Kitchen')
  await bo.hasShown('Sent to Kitchen')
  await ann.button('Open Messages of Ann and Bo, 2').click()
  await ann.heading('Messages of Ann and Bo').waitFor()
  await hears(ann, ['Tea at four', 'With milk'])
  await ann.back()

  // A bundle goes on into favourites, where it opens all the same.
  await ann.button('Open Messages of Ann and Bo, 2').click({ button: 'right' })
  await ann.top.getByRole('menuitem', { name: 'Keep' }).click()
  await ann.hasShown('Added to favourites')
  await goHome(ann, 'Me')
  await ann.button(/Favourites/).click()
  await ann.heading('Favourites').waitFor()
  await hears(ann, ['Tea at four', 'See you there'])
  await ann.button('Open Messages of Ann and Bo, 2').click()
  await hears(ann, ['Tea at four', 'With milk'])

  // Without a network it waits; a room that is gone meanwhile is named, and the rest is said.
  ann.expect(/Failed to load resource|WebSocket|net::ERR/)
  await goHome(ann, 'Chats')
  await ann.text('New room').click()
  await ann.button('Write one').click()
  await ann.field('Message').fill('Who brings cake?')
  await ann.context.setOffline(true)
  await ann.button(/No network/).waitFor()
  await send(ann, 'Kitchen', 'Lobby')
  await ann.hasShown('No network. It goes out when it is back.')
  await open(bo, 'Kitchen')
  await bo.button('Room details').click()
  bo.expect(/Failed to load resource/)
  await bo.button('Dissolve the room').click()
  await bo.page.getByRole('button', { name: 'Dissolve', exact: true }).click()
  await ann.context.setOffline(false)
  await ann.page.getByText(/^Not sent to Kitchen/).waitFor()
  await ann.page.getByRole('button', { name: 'Discard' }).click()
  await open(bo, 'Lobby')
  await hears(bo, ['Tea at four', 'With milk', 'Who brings cake?'])
})

/** Picks the picture and the voice message that are all there is, and sends them to the kitchen. */
async function sendBoth(somebody: Somebody, way: 'One by one' | 'As one bundle'): Promise<void> {
  await somebody.button('Open the picture').click({ button: 'right' })
  await somebody.top.getByRole('menuitem', { name: 'Select', exact: true }).click()
  await somebody.top
    .getByRole('article')
    .filter({ has: somebody.page.getByRole('button', { name: voice }) })
    .focus()
  await somebody.page.keyboard.press('Enter')
  await somebody.text('2 selected').waitFor()
  await somebody.button('Forward').click()
  await somebody.top.getByRole('radio', { name: way }).click()
  await send(somebody, 'Kitchen')
  await somebody.hasShown('Sent to Kitchen')
}

const voice = /^Play the voice message/

/** Waits until the page on top shows the picture, small and large, and plays the voice. */
async function seesAndHears(somebody: Somebody): Promise<void> {
  const widthOf = (img: HTMLImageElement) => img.naturalWidth
  await expect.poll(() => somebody.button('Open the picture').locator('img').evaluate(widthOf)).toBe(480)
  await somebody.button('Open the picture').click()
  const large = somebody.page.locator('[role=dialog] [aria-hidden=true] img, dialog img')
  await expect.poll(() => large.evaluate(widthOf)).toBe(1_200)
  await somebody.page.keyboard.press('Escape')
  await large.waitFor({ state: 'detached' })
  await somebody.button(voice).click()
  await somebody.hasShown('Pause')
  await somebody.button(voice).waitFor()
}

it('a picture and a voice message are seen and heard where they went, one by one and in a bundle', async ({
  stage,
}) => {
  const ann = await stage.guest('Ann', lobbyAddress, ways.desktop)
  const bo = await stage.guest('Bo', lobbyAddress, ways.phone)
  await joinGroup(bo, 'Kitchen', await makeGroup(ann, 'Kitchen'))
  await open(ann, 'Lobby')
  const buffer = await picture('png', 1_200, 600)
  await ann.attach('Picture', { name: 'cat.png', mimeType: 'image/png', buffer })
  await ann.button('Open the picture').waitFor()
  await ann.button('Voice').click()
  await ann.holdToTalk(() => ann.hasRecorded(2))
  await ann.button(voice).waitFor()
  await isAccepted(ann)

  await sendBoth(ann, 'One by one')
  await seesAndHears(bo)
  await sendBoth(ann, 'As one bundle')
  await bo.button('Open Messages of Ann, 2').click()
  await bo.heading('Messages of Ann').waitFor()
  await seesAndHears(bo)
})
