import { describe, expect } from 'vitest'
import { hears } from './support/eventually'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, ways } from './support/stage'

describe('a talk of two', () => {
  it('begins with a tap on a member, and goes on after one has left', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress, ways.phone)
    const bo = await stage.guest('Bo')
    await bo.button('Go to the lobby').click()
    await ann.text('2 online').waitFor()
    await bo.back()

    await ann.button('People').click()
    await ann.tab('Everyone').click()
    await ann.button(/Bo/).click()
    await ann.field('Note').fill('Shall we talk?')
    await ann.button('Invite to a talk').click()
    await ann.text('Invited. Waiting for an answer.').waitFor()

    await bo.top.locator('.tab-bar').getByText('1', { exact: true }).waitFor()
    await bo.tab('Notices').click()
    await bo.text('Shall we talk?').waitFor()
    await bo.button('Accept').click()
    await bo.heading('Ann').waitFor()
    await ann.button('Open our talk').click()
    await ann.heading('Bo').waitFor()

    await ann.say('Here we are.')
    await hears(bo, ['Shall we talk?', 'Here we are.'])
    await bo.say('Just the two of us.')
    await hears(ann, ['Shall we talk?', 'Here we are.', 'Just the two of us.'])

    await bo.back()
    await ann.hasShown('Bo left the talk')
    await ann.say('Read this later.')
    await bo.tab('Chats').click()
    await bo.button(/Ann.*Read this later/s).click()
    await hears(bo, ['Shall we talk?', 'Here we are.', 'Just the two of us.', 'Read this later.'])
  })

  it('begins from the strip over a room: its first line is the note, and who asked is told', async ({
    stage,
  }) => {
    const small = { ...ways.phone, viewport: { width: 320, height: 568 } }
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress, small)
    await bo.say('Good morning')
    await hears(ann, ['Good morning'])
    const before = await bo.said.boundingBox()

    await ann.button('People').click()
    await ann.tab('Everyone').click()
    await ann.button(/Bo/).click()
    await ann.field('Note').fill('Shall we talk?')
    await ann.button('Invite to a talk').click()
    await ann.text('Invited. Waiting for an answer.').waitFor()
    await ann.back()

    await bo.text('Ann invites you to a talk').waitFor()
    await bo.text('Shall we talk?').waitFor()
    expect(await bo.said.boundingBox()).toEqual(before)
    for (const name of ['Not now', 'Decline', 'Accept']) {
      const { x, width } = (await bo.button(name).boundingBox()) ?? { x: -1, width: 0 }
      expect({ name, left: x >= 0, right: x + width <= 320 }).toEqual({ name, left: true, right: true })
    }
    await bo.button('Accept').click()
    await bo.heading('Ann').waitFor()
    await hears(bo, ['Shall we talk?'])

    await ann.text('Bo accepted your invitation').waitFor()
    await ann.button('Open the talk').click()
    await ann.heading('Bo').waitFor()
    await hears(ann, ['Shall we talk?'])
    await bo.say('With pleasure.')
    await hears(ann, ['Shall we talk?', 'With pleasure.'])
    await ann.text('Bo accepted your invitation').waitFor({ state: 'detached' })
  })

  it('begins with an id, and may be declined', async ({ stage }) => {
    const ann = await stage.guest('Ann')
    const bo = await stage.guest('Bo')
    await find(ann, await bo.id())
    await ann.button('Invite to a talk').click()
    await bo.tab('Notices').click()
    await bo.button('Decline').click()
    await bo.text('No invitation is waiting').waitFor()
    await ann.button('Invite to a talk').waitFor()
  })

  it('an id that nobody has is answered kindly', async ({ stage }) => {
    const ann = await stage.guest('Ann')
    ann.expect(/404/)
    await find(ann, 'nobodyhere')
    await ann.text('There is nobody with this ID.').waitFor()
  })
})

async function find(somebody: Somebody, id: string): Promise<void> {
  await somebody.tab('Chats').click()
  await somebody.button(/Find a person/).click()
  await somebody.field('ID').fill(id)
  await somebody.page.keyboard.press('Enter')
}
