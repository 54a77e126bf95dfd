import { describe, expect } from 'vitest'
import { startServerProcess } from '../support/server-process'
import { hears, isAccepted } from './support/eventually'
import { it, lobbyAddress } from './support/stage'

describe('nothing is lost and nothing comes twice', () => {
  it('when the server is killed in mid-talk and comes back', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.text('2 online').waitFor()
    const said: string[] = []
    for (let round = 0; round < 3; round += 1) {
      const before = `before ${round}`
      const away = `away ${round}`
      await ann.say(before)
      await stage.server.kill('SIGKILL')
      await bo.say(away)
      await stage.server.restart()
      await isAccepted(bo)
      said.push(before, away)
      await expect.poll(async () => (await ann.said.allInnerTexts()).sort()).toEqual([...said].sort())
    }
    await hears(bo, await ann.said.allInnerTexts())
  })

  it('when somebody is offline, types, and is online again', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.text('2 online').waitFor()
    // Being offline keeps new connections away; the restart cuts those that there are.
    await ann.context.setOffline(true)
    await stage.server.kill('SIGKILL')
    await stage.server.restart()
    await ann.text('No network. Messages go out when it is back.').waitFor()
    await ann.say('from a tunnel')
    await bo.say('from the outside')
    await isAccepted(bo)
    await hears(ann, ['from a tunnel'])
    await ann.context.setOffline(false)
    for (const one of [ann, bo]) await hears(one, ['from the outside', 'from a tunnel'])
  })

  it('when the page is loaded anew while offline, with a message on its way', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.text('1 online').waitFor()
    await stage.server.kill('SIGKILL')
    await ann.say('kept on disk')
    await ann.sending.waitFor()
    await ann.page.goto('about:blank')
    await stage.server.restart()
    await ann.page.goto(`${stage.server.httpUrl}/${lobbyAddress}`)
    await hears(ann, ['kept on disk'])
    await isAccepted(ann)
  })
})

describe('the place is kept', () => {
  it('by a reload: the page, the way back and the words in the box', async ({ stage }) => {
    const ann = await stage.guest('Ann')
    await ann.button('Go to the lobby').click()
    await ann.say('one')
    await ann.field('Message').fill('half a sen')
    await ann.button('Room details').click()
    await ann.page.reload()
    await ann.heading('Room details').waitFor()
    await ann.back()
    await hears(ann, ['one'])
    expect(await ann.field('Message').inputValue()).toBe('half a sen')
    await ann.back()
    await ann.heading('Chat room').waitFor()
  })

  it('by an old tab that reloads itself after the server was upgraded', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.say('one')
    await ann.page.evaluate('window.isOld = true')
    await ann.page.route('**/version.json', (route) => route.fulfill({ json: { build: 'newer' } }))
    await stage.server.kill('SIGKILL')
    await stage.server.restart()
    await expect.poll(() => ann.page.evaluate("'isOld' in window").catch(() => true)).toBe(false)
    await ann.heading('Lobby').waitFor()
    await hears(ann, ['one'])
  })
})

describe('one person at two places', () => {
  it('sees the same on a second device, own messages too', async ({ stage }) => {
    const phone = await stage.visit(lobbyAddress)
    await phone.button('New account').click()
    await phone.field('Login name').fill('ann.two')
    await phone.field('Password').fill('correct horse battery')
    await phone.field('Name').fill('Ann')
    await phone.button('Register and sign in').click()
    await phone.heading('Lobby').waitFor()
    await phone.say('from the phone')

    const desk = await stage.visit(lobbyAddress)
    await desk.button('With a password').click()
    await desk.field('Login name').fill('ann.two')
    await desk.field('Password').fill('correct horse battery')
    await desk.button('Sign in').click()
    await hears(desk, ['from the phone'])
    await desk.say('from the desk')
    for (const one of [phone, desk]) await hears(one, ['from the phone', 'from the desk'])
    expect(await phone.top.locator('.message-bubble--mine').count()).toBe(2)
  })

  it('talks in two tabs of one browser, each message once', async ({ stage }) => {
    const one = await stage.guest('Ann', lobbyAddress)
    const two = await stage.tabOf(one, lobbyAddress)
    await one.say('first')
    await hears(two, ['first'])
    await two.say('second')
    await stage.server.kill('SIGKILL')
    await one.say('third')
    await two.say('fourth')
    await stage.server.restart()
    await isAccepted(two)
    await isAccepted(one)
    await expect.poll(() => one.said.count()).toBe(4)
    await hears(two, await one.said.allInnerTexts())
  })
})

describe('a browser that knows nothing, or too much', () => {
  it('asks to sign in when its storage was cleared', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.text('1 online').waitFor()
    await ann.page.goto('about:blank')
    await ann.page.goto(`${stage.server.httpUrl}/icon.svg`)
    await ann.page.evaluate('localStorage.clear()')
    await ann.page.goto(`${stage.server.httpUrl}/${lobbyAddress}`)
    await ann.heading('Sign in').waitFor()
    await ann.enterAsGuest('Ann again')
    await ann.heading('Lobby').waitFor()
  })

  it('asks to sign in when its token is from another server', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.text('1 online').waitFor()
    await stage.server.kill('SIGKILL')
    const ports = {
      GROUP_PORT: new URL(stage.server.groupUrl).port,
      DIRECT_PORT: new URL(stage.server.directUrl).port,
    }
    const other = await startServerProcess({ env: ports })
    await ann.heading('Sign in').waitFor()
    await ann.enterAsGuest('Ann elsewhere')
    await ann.heading('Lobby').waitFor()
    await ann.page.close()
    await other.close()
  })
})
