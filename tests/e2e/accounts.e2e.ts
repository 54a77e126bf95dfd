import { describe, expect } from 'vitest'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, type Stage } from './support/stage'

const home = '#/pages/home/home'
const password = 'correct horse battery'

/** The token of somebody, as the next request that needs one carries it. */
async function tokenOf({ page }: Somebody): Promise<string> {
  const request = page.waitForRequest((one) => one.headers().authorization !== undefined)
  await page.reload()
  return (await request).headers().authorization ?? ''
}

/** The status with which the server answers to a token. */
async function statusOf(stage: Stage, authorization: string): Promise<number> {
  return (await fetch(`${stage.server.httpUrl}/api/me`, { headers: { authorization } })).status
}

/** A guest who gives the account up. */
async function signOut(somebody: Somebody): Promise<void> {
  await somebody.tab('Me').click()
  await somebody.button('Sign out').click()
  await somebody.page.getByRole('button', { name: 'Sign out and lose account and rooms' }).click()
  await somebody.heading('Sign in').waitFor()
}

/** Takes the network from one tab alone; the function gives it back. */
async function cutOff({ context, page }: Somebody): Promise<() => Promise<void>> {
  const session = await context.newCDPSession(page)
  const conditions = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
  await session.send('Network.emulateNetworkConditions', { ...conditions, offline: true })
  // Ending the session would end the emulation.
  return async () =>
    void (await session.send('Network.emulateNetworkConditions', { ...conditions, offline: false }))
}

async function nameOf(somebody: Somebody): Promise<string> {
  await somebody.tab('Me').click()
  return somebody.top.locator('.title').first().innerText()
}

describe('signing out', () => {
  it('voids the token on the server, and signs the other tabs out', async ({ stage }) => {
    const one = await stage.guest('Ann', home)
    const other = await stage.tabOf(one, lobbyAddress)
    const token = await tokenOf(one)
    expect(await statusOf(stage, token)).toBe(200)
    await signOut(one)
    await expect.poll(() => statusOf(stage, token)).toBe(401)
    await other.heading('Sign in').waitFor()
  })

  it('without a network voids it as soon as there is one', async ({ stage }) => {
    const ann = await stage.guest('Ann', home)
    const token = await tokenOf(ann)
    ann.expect(/Failed to load resource|WebSocket connection to/)
    await ann.context.setOffline(true)
    await signOut(ann)
    expect(await statusOf(stage, token)).toBe(200)
    await ann.context.setOffline(false)
    await expect.poll(() => statusOf(stage, token)).toBe(401)
  })

  it('voids it also when the tab was closed meanwhile and the room is opened again', async ({ stage }) => {
    const ann = await stage.guest('Ann', home)
    const token = await tokenOf(ann)
    await ann.page.route('**/api/logout', (route) => route.abort())
    ann.expect(/Failed to load resource/)
    await signOut(ann)
    const later = await stage.tabOf(ann)
    await ann.page.close()
    await later.heading('Sign in').waitFor()
    await expect.poll(() => statusOf(stage, token)).toBe(401)
  })
})

describe('two tabs of one browser', () => {
  it('become the same new account, whatever one does that slept through it', async ({ stage }) => {
    const one = await stage.guest('Old', home)
    const awake = await stage.tabOf(one, home)
    const asleep = await stage.tabOf(one, lobbyAddress)
    // It hears nothing of the others, and its sockets are dead.
    await asleep.page.addInitScript(
      "addEventListener('storage', (event) => event.stopImmediatePropagation())",
    )
    await asleep.page.reload()
    await asleep.text('1 online').waitFor()
    const giveBack = await cutOff(asleep)
    asleep.expect(/Failed to load resource/)
    await stage.server.kill('SIGKILL')
    await stage.server.restart()
    await signOut(one)
    await one.enterAsGuest('New')
    await awake.heading('Chat room').waitFor()
    await expect.poll(() => nameOf(awake)).toBe('New')

    await Promise.all([asleep.page.waitForResponse(/\/(api|version)/), giveBack()])
    for (const tab of [one, awake]) {
      await tab.page.reload()
      expect(await nameOf(tab)).toBe('New')
    }
  })

  it('keep what was begun to be written in each', async ({ stage }) => {
    const one = await stage.guest('Ann', lobbyAddress)
    const other = await stage.tabOf(one, '#/pages/new-room/new-room')
    await other.field('Name of the room').fill('Tea')
    await other.button('Create').click()
    await one.field('Message').fill('half a sentence')
    await other.field('Message').fill('half a cup')
    for (const tab of [one, other]) {
      await tab.button('Room details').click()
      await tab.heading('Room details').waitFor()
    }
    for (const tab of [one, other]) {
      await tab.page.reload()
      await tab.back()
    }
    await expect.poll(() => one.field('Message').inputValue()).toBe('half a sentence')
    await expect.poll(() => other.field('Message').inputValue()).toBe('half a cup')
  })
})

describe('a guest', () => {
  it('is warned before signing out, and keeps the account with its rooms by a name and a password', async ({
    stage,
  }) => {
    const ann = await stage.guest('Ann', home)
    const id = await ann.id()
    await ann.button('Sign out').click()
    await ann.page.getByText('you lose this account and its rooms for ever').waitFor()
    await ann.page.getByRole('dialog').getByRole('button', { name: 'Keep my account' }).click()
    await ann.heading('Account and devices').waitFor()
    await ann.field('Login name').fill('ann.kept')
    ann.expect(/Failed to load resource.*400/)
    await ann.field('Password').fill('password')
    await ann.button('Keep my account').click()
    await ann.text('This password is one of the commonest. Choose another one.').waitFor()
    await ann.field('Password').fill(password)
    await ann.page.keyboard.press('Enter')
    await ann.field('Current password').waitFor()

    await ann.back()
    await ann.button('Sign out').click()
    await ann.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await ann.button('With a password').click()
    await ann.field('Login name').fill('ann.kept')
    await ann.field('Password').fill(password)
    await ann.button('Sign in').click()
    await ann.heading('Chat room').waitFor()
    expect(await ann.id()).toBe(id)
  })
})

describe('somebody with a password', () => {
  async function register(stage: Stage): Promise<Somebody> {
    const desk = await stage.visit()
    await desk.button('New account').click()
    await desk.field('Login name').fill('ann.two')
    await desk.field('Password').fill(password)
    await desk.field('Name').fill('Ann')
    await desk.button('Register and sign in').click()
    await desk.heading('Chat room').waitFor()
    return desk
  }

  async function signIn(stage: Stage, secret: string): Promise<Somebody> {
    const other = await stage.visit()
    await other.button('With a password').click()
    await other.field('Login name').fill('ann.two')
    await other.field('Password').fill(secret)
    await other.button('Sign in').click()
    return other
  }

  it('sees the devices, and signs out one of them or all others', async ({ stage }) => {
    const desk = await register(stage)
    await desk.tab('Me').click()
    await desk.button('Account and devices').click()
    await desk.text('No other device is signed in.').waitFor()

    const phone = await signIn(stage, password)
    await phone.heading('Chat room').waitFor()
    await desk.page.reload()
    await desk.button(/^Sign out .*Chrom/).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await phone.heading('Sign in').waitFor()
    await desk.text('No other device is signed in.').waitFor()

    const third = await signIn(stage, password)
    await third.heading('Chat room').waitFor()
    await desk.page.reload()
    await desk.button('Sign out all others').click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await third.heading('Sign in').waitFor()
    await desk.text('No other device is signed in.').waitFor()
  })

  it('changes it, and only this device stays signed in', async ({ stage }) => {
    const desk = await register(stage)
    const phone = await signIn(stage, password)
    await phone.heading('Chat room').waitFor()
    await desk.tab('Me').click()
    await desk.button('Account and devices').click()
    await desk.field('Current password').fill('not this one')
    await desk.field('New password').fill('a new horse battery')
    desk.expect(/Failed to load resource/)
    await desk.button('Change my password').click()
    await desk.text('The current password is wrong.').waitFor()
    await desk.field('Current password').fill(password)
    await desk.button('Change my password').click()
    await phone.heading('Sign in').waitFor()
    await desk.text('No other device is signed in.').waitFor()
    expect(await desk.field('New password').inputValue()).toBe('')

    const later = await signIn(stage, 'a new horse battery')
    await later.heading('Chat room').waitFor()
  })

  it('is told when the devices cannot be listed, and tries again', async ({ stage }) => {
    const desk = await register(stage)
    desk.expect(/Failed to load resource/)
    await desk.page.route('**/api/me/sessions', (route) => route.abort())
    await desk.tab('Me').click()
    await desk.button('Account and devices').click()
    await desk.text('No network. Try again later.').waitFor()
    await desk.page.unroute('**/api/me/sessions')
    await desk.button('Try again').click()
    await desk.text('No other device is signed in.').waitFor()
  })
})
