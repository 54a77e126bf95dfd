import { describe, expect } from 'vitest'
import { type Coturn, startCoturn } from '../support/coturn-process'
import { needsCoturn } from '../support/needs'
import { callFromWechat } from './support/call-from-wechat'
import { flows, relaysOf, talkOfTwo, watchConnections } from './support/calling'
import { goHome } from './support/group'
import { lookAt } from './support/look-at'
import { it, lobbyAddress, ways } from './support/stage'

describe('a call of two', () => {
  it('rings, is taken, heard and seen both ways, and leaves a line in the room', async ({ stage }) => {
    const [ann, bo] = await talkOfTwo(stage, { ways: [ways.desktop, ways.phone] })
    await bo.back()
    await ann.button('Video call').click()
    await ann.text('Ringing…').waitFor()
    await bo.text('Ann is calling').waitFor()
    const found = await lookAt(ann, 'call-ringing', 'Ringing…', 'desktop')
    await bo.button('Accept').click()
    await bo.button('Hang up').waitFor()
    const everything = ['voiceIn', 'voiceOut', 'picturesIn', 'picturesOut'] as const
    for (const one of [ann, bo]) await flows(one, 1, everything)
    found.push(...(await lookAt(ann, 'call-video', 'Hang up', 'desktop')))

    // The screen comes and goes, and neither voice nor camera notices.
    await ann.button('Share screen').click()
    await bo.top.getByRole('listitem', { name: /Screen of Ann/ }).waitFor()
    for (const one of [ann, bo]) await flows(one, 1, everything)
    found.push(...(await lookAt(bo, 'call-screen', 'Hang up', 'phone')))
    await ann.button('Stop sharing').click()
    await bo.top.getByRole('listitem', { name: /Screen of Ann/ }).waitFor({ state: 'detached' })
    await bo.button('Mute').click()
    await ann.top.getByRole('listitem', { name: /Bo.*muted/ }).waitFor()
    await ann.button('Camera off').click()
    for (const one of [ann, bo]) await flows(one)

    // Other pages do not end it: a bar leads back.
    await ann.back()
    await ann.heading('Bo').waitFor()
    await ann.say('We talk')
    await flows(bo)
    await ann.button(/In a call with Bo/).click()
    await ann.button('Hang up').click()
    found.push(...(await lookAt(bo, 'call-ended', /^Call ended, /, 'phone')))
    await ann.button('Close').click()
    await ann.top.getByText(/^Video call, \d+:\d\d$/).waitFor()
    expect(found).toEqual([])
  })

  it('rings on three devices, falls silent on all, and is missed where nobody took it', async ({ stage }) => {
    const [ann, bo] = await talkOfTwo(stage, { ways: [ways.desktop, ways.phone] })
    const tab = await stage.tabOf(bo)
    const desk = await stage.visit('', { ...ways.desktop, storageState: await bo.context.storageState() })
    await ann.button('Voice call').click()
    for (const one of [bo, tab, desk]) await one.text('Ann is calling').waitFor()
    await tab.button('Accept').click()
    for (const one of [bo, desk]) await one.text('Ann is calling').waitFor({ state: 'detached' })
    await tab.button('Hang up').waitFor()
    await tab.button('Hang up').click()

    await goHome(bo, 'Chats')
    await ann.heading('Bo').waitFor()
    await ann.button('Voice call').click()
    for (const one of [bo, tab, desk]) await one.text('Ann is calling').waitFor()
    await ann.button('Hang up').click()
    for (const one of [bo, tab, desk]) await one.text('Ann is calling').waitFor({ state: 'detached' })
    await bo.button(/Ann.*Missed voice call/s).waitFor()
  })
})

describe('a call that was begun in WeChat', () => {
  const withPage = it.extend({ settings: { CALL_PAGE: 'https://call.example' } })

  withPage('goes on in a browser by a ticket, which is good once', async ({ stage }) => {
    const [bo, ann] = [await stage.guest('Bo'), await stage.visit()]
    for (const one of [ann, bo]) await watchConnections(one)
    const { program, ticket } = await callFromWechat(stage.server, bo)
    expect(ticket).toMatchObject({ page: true, url: expect.stringMatching(/^https:\/\/call\.example\//) })
    const { hash } = new URL(ticket.url)
    await bo.text('Ann is calling').waitFor()
    await ann.page.goto('about:blank')
    await ann.page.goto(`${stage.server.httpUrl}/${hash}`)
    await ann.button('Join').click()
    await ann.button('Hang up').waitFor()
    await bo.button('Accept').click()
    for (const one of [ann, bo]) await flows(one)

    const late = await stage.visit(hash)
    late.expect(/Failed to load resource/)
    await late.top.getByText('This link is used up: it works once').waitFor()
    await ann.button('Hang up').click()
    await bo.top.getByText(/^Call ended, /).waitFor()
    await program.close()
  })
})

it('four talk in the call of a room, and three when one has left', async ({ stage }) => {
  const names = ['Ann', 'Bo', 'Cy', 'Di']
  const people = await Promise.all(names.map((name) => stage.guest(name, lobbyAddress)))
  for (const one of people) await watchConnections(one)
  const [ann, bo, cy, di] = people
  if (!ann || !bo || !cy || !di) throw new Error('somebody is missing')
  await ann.button('Group call').click()
  await ann.button('Begin').click()
  await ann.text('Nobody else is here yet').waitFor()
  for (const one of [bo, cy, di]) {
    await one.button(/Join/).click()
    await one.top.getByText(/Room for 8 voices, 4 cameras and one screen/).waitFor()
    await one.button('Join').click()
    await one.button('Leave').waitFor()
  }
  for (const one of people) await flows(one, 3)
  expect(await lookAt(ann, 'group-call', 'Leave', 'desktop')).toEqual([])
  await di.button('Leave').click()
  for (const one of [ann, bo, cy]) await flows(one, 2)
})

needsCoturn('a call through TURN alone', () => {
  const secret = 'a secret of the tests, long enough for any'
  const relayed = it.extend<{ relays: Coturn[]; settings: Record<string, string> }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that this needs no other fixture
    relays: async ({}, use) => {
      const relays = await Promise.all([1, 2].map(() => startCoturn({ loopbackPeers: true, secret })))
      await use(relays)
      for (const relay of relays) await relay.close()
    },
    settings: async ({ relays }, use) => {
      const urls = relays.map(({ settings }) => settings.TURN_URLS)
      await use({ TURN_URLS: urls.join(','), TURN_SECRET: secret })
    },
  })

  relayed('is heard both ways, also when its relay dies and there is another', async ({ stage, relays }) => {
    const [ann, bo] = await talkOfTwo(stage, { onlyRelays: true })
    await ann.button('Voice call').click()
    await bo.button('Accept').click()
    for (const one of [ann, bo]) await flows(one)
    const [used = ''] = await relaysOf(ann)
    const cut = relays.find(({ port }) => used.includes(`:${port}`))
    expect(cut).toBeDefined()
    await cut?.close()
    for (const one of [ann, bo]) await flows(one)
  })
})
