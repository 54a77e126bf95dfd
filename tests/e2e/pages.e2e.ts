import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions } from 'playwright-core'
import { expect } from 'vitest'
import { seriousFaults } from '../web/support/browser'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, type Stage, ways } from './support/stage'

/** Where the pictures of all pages are put, for people to look at. */
const screens = join(import.meta.dirname, '..', '..', 'dist', 'screens')
mkdirSync(screens, { recursive: true })

const looks = (['phone', 'desktop'] as const).flatMap((way) =>
  (['light', 'dark'] as const).map((colorScheme) => ({
    ...ways[way],
    colorScheme,
    look: `${way}-${colorScheme}`,
  })),
)

it('every page is fit for everyone, on phones and desktops, in light and dark', { timeout: 300_000 }, async ({
  stage,
}) => {
  const pages = await furnish(stage)
  const found: string[] = []
  for (const { look, ...options } of looks) {
    for (const { name, hash, shows, storageState } of pages) {
      const one = await stage.visit(hash, { ...options, ...(storageState && { storageState }) })
      await one.top.getByText(shows).first().waitFor()
      await one.page.waitForLoadState('networkidle')
      await one.page.screenshot({ path: join(screens, `${name}-${look}.png`) })
      // What stands on a page is the same on a desktop, and is checked once.
      if (look.startsWith('phone'))
        found.push(...(await seriousFaults(one.page)).map((fault) => `${name}, ${look}: ${fault}`))
      await one.context.close()
    }
  }
  expect(found).toEqual([])
})

interface Shown {
  name: string
  hash: string
  /** A text that is there once the page is. */
  shows: string | RegExp
  storageState?: BrowserContextOptions['storageState']
}

/** A house in which something has happened, so that no page is empty. */
async function furnish(stage: Stage): Promise<Shown[]> {
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
  const storageState = await ann.context.storageState()
  const own = (name: string, hash: string, shows: string | RegExp): Shown => ({
    name,
    hash,
    shows,
    storageState,
  })
  return [
    { name: 'sign-in', hash: '', shows: 'Come in as a guest' },
    own('rooms', '', /Lobby/),
    own('notices', '#/pages/home/home?tab=notices', 'We met in the lobby.'),
    own('me', '#/pages/home/home?tab=me', 'Sign out'),
    own('group-room', lobbyAddress, 'See you there!'),
    own('direct-room', `#/pages/direct-room/direct-room?room=${room}`, 'Thank you for this morning.'),
    own('people', '#/pages/people/people?room=lobby', 'Ann'),
    own('room-details', '#/pages/room-details/room-details?room=lobby', 'Scan to join'),
    own('person', `#/pages/person/person?person=${id}`, 'This is you'),
    own('find-person', '#/pages/find-person/find-person', 'Find'),
    own('new-room', '#/pages/new-room/new-room', 'Make a room'),
  ]
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
