import { describe, expect } from 'vitest'
import { hears } from './support/eventually'
import { it, lobbyAddress, ways } from './support/stage'

describe('two people who scanned the code of the lobby', () => {
  it('sign in, meet there and talk', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress, ways.phone)
    await ann.heading('Lobby').waitFor()
    await ann.text('1 online').waitFor()

    const bo = await stage.guest('Bo', lobbyAddress)
    await bo.heading('Lobby').waitFor()
    await ann.text('2 online').waitFor()

    await ann.say('Is anybody here?')
    await hears(bo, ['Is anybody here?'])
    await bo.say('I am.')
    await bo.say('Hello!')
    for (const one of [ann, bo]) await hears(one, ['Is anybody here?', 'I am.', 'Hello!'])
    expect(await ann.sending.count()).toBe(0)
  })

  it('see each other come and go', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.text('1 online').waitFor()
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.hasShown('Bo came in')
    await ann.button('People').click()
    await ann.button(/Bo/).waitFor()
    await ann.back()
    await bo.page.close()
    await ann.hasShown('Bo left')
    await ann.text('1 online').waitFor()
  })

  it('see who is writing', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.text('2 online').waitFor()
    await bo.field('Message').pressSequentially('Hm')
    await ann.hasShown('Bo is typing…')
  })

  it('Enter sends, and Shift and Enter makes a line', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.field('Message').pressSequentially('one')
    await ann.page.keyboard.press('Shift+Enter')
    await ann.page.keyboard.type('two')
    await ann.page.keyboard.press('Enter')
    await hears(ann, ['one\ntwo'])
    expect(await ann.field('Message').inputValue()).toBe('')
  })

  it('whoever looks elsewhere sees the number of unread messages in the title', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.text('2 online').waitFor()
    await ann.back()
    await expect.poll(() => ann.page.title()).toBe('Chat room')
    await bo.say('one')
    await bo.say('two')
    await expect.poll(() => ann.page.title()).toBe('(2) Chat room')
    await ann.button(/Lobby/).click()
    await hears(ann, ['one', 'two'])
    await expect.poll(() => ann.page.title()).toBe('Lobby')
  })
})
