import { expect } from 'vitest'
import { mp4, picture } from '../support/media-files'
import { lookAt } from './support/look-at'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, type Stage, ways } from './support/stage'

it('every page is fit for everyone, on phones and desktops, in light and dark', async ({ stage }) => {
  const { pages, storageState } = await furnish(stage)
  const found: string[] = []
  for (const way of ['phone', 'desktop'] as const) {
    const stranger = await stage.visit('', ways[way])
    found.push(...(await lookAt(stranger, 'sign-in', 'Come in as a guest', way)))
    await stranger.context.close()

    const ann = await stage.visit('', { ...ways[way], storageState })
    for (const { name, hash, press, shows } of pages) {
      await ann.page.goto(`${stage.server.httpUrl}/${hash}`)
      if (press !== undefined) {
        await ann.said.last().waitFor()
        await ann.button(press).click()
      }
      found.push(...(await lookAt(ann, name, shows, way)))
    }
    await ann.context.close()
  }
  expect(found).toEqual([])
})

interface Shown {
  name: string
  hash: string
  /** A button to press first. */
  press?: string
  /** A text that is there once the page is. */
  shows: string | RegExp
}

/** A server on which something has happened, so that no page is empty. */
async function furnish(stage: Stage) {
  const ann = await stage.guest('Ann', '')
  const bo = await stage.guest('小波', lobbyAddress)
  const cem = await stage.guest('Cem', lobbyAddress)
  const id = await ann.id()
  await ann.page.goto(`${stage.server.httpUrl}/${lobbyAddress}`)
  await ann.text('3 online').waitFor()
  await talk(ann, bo, cem)
  const room = await connect(ann, bo, id)
  await cem.page.goto(`${stage.server.httpUrl}/#/pages/person/person?person=${id}`)
  await cem.field('Note').fill('We met in the lobby.')
  await cem.button('Invite to a talk').click()
  await cem.text('Invited. Waiting for an answer.').waitFor()
  const album = await share(ann)
  const pages: Shown[] = [
    { name: 'rooms', hash: '#/pages/home/home?tab=rooms', shows: /Lobby/ },
    { name: 'notices', hash: '#/pages/home/home?tab=notices', shows: 'We met in the lobby.' },
    { name: 'me', hash: '#/pages/home/home?tab=me', shows: 'Sign out' },
    { name: 'group-room', hash: lobbyAddress, shows: 'See you there!' },
    { name: 'emojis', hash: lobbyAddress, press: 'Emoji', shows: '😀' },
    { name: 'ways-to-send', hash: lobbyAddress, press: 'Attach', shows: 'File' },
    { name: 'media', hash: `#/pages/group-room/group-room?room=${album}`, shows: 'plan.pdf' },
    {
      name: 'direct-room',
      hash: `#/pages/direct-room/direct-room?room=${room}`,
      shows: 'Thank you for this morning.',
    },
    { name: 'people', hash: '#/pages/people/people?room=lobby', shows: 'Ann' },
    { name: 'room-details', hash: '#/pages/room-details/room-details?room=lobby', shows: 'Scan to join' },
    { name: 'person', hash: `#/pages/person/person?person=${id}`, shows: 'This is you' },
    { name: 'find-person', hash: '#/pages/find-person/find-person', shows: 'Find' },
    { name: 'new-room', hash: '#/pages/new-room/new-room', shows: 'Make a room' },
  ]
  return { pages, storageState: await ann.context.storageState() }
}

async function talk(ann: Somebody, bo: Somebody, cem: Somebody): Promise<void> {
  const lines: [Somebody, string][] = [
    [bo, '早上好！今天谁去公园？'],
    [cem, 'Good morning. I would come along.'],
    [ann, 'So would I. When do we meet?'],
    [bo, '三点，在东门见。'],
    [cem, 'At three, at the east gate. I bring tea for everyone, and the chess board if it does not rain.'],
    [ann, 'See you there!'],
  ]
  for (const [index, [who, text]] of lines.entries()) {
    await who.say(text)
    await expect.poll(() => ann.said.count()).toBe(index + 1)
  }
}

/** A room of Ann's with one message of each kind: its id. */
async function share(ann: Somebody): Promise<string> {
  await ann.page.goto(`${new URL(ann.page.url()).origin}/#/pages/new-room/new-room`)
  await ann.field('Name of the room').fill('Pictures')
  await ann.button('Create').click()
  const buffer = await picture('jpeg', 900, 600)
  await ann.attach('Picture', { name: 'park.jpg', mimeType: 'image/jpeg', buffer })
  await ann.button('Open the picture').waitFor()
  await ann.attach('Video', { name: 'tea.mp4', mimeType: 'video/mp4', buffer: mp4({ ms: 65_000 }) })
  await ann.button('Play the video').waitFor()
  await ann.say('🎉')
  await ann.attach('File', { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
  await ann.text('plan.pdf').waitFor()
  await ann.button('Voice').click()
  await ann.holdToTalk(() => ann.hasRecorded(2))
  await ann.button(/^Play the voice message/).waitFor()
  return new URLSearchParams(ann.page.url().split('?')[1]).get('room') ?? ''
}

/** Bo asks Ann for a talk of two, and they talk: the id of its room. */
async function connect(ann: Somebody, bo: Somebody, id: string): Promise<string> {
  await bo.page.goto(`${new URL(bo.page.url()).origin}/#/pages/person/person?person=${id}`)
  await bo.button('Invite to a talk').click()
  await ann.back()
  await ann.tab('Notices').click()
  await ann.button('Accept').click()
  await ann.say('Hello!')
  await bo.button('Open our talk').click()
  await bo.say('Thank you for this morning.')
  await expect.poll(() => ann.said.count()).toBe(2)
  return new URLSearchParams(ann.page.url().split('?')[1]).get('room') ?? ''
}
