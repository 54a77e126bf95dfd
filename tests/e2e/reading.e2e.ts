import { expect } from 'vitest'
import { guest, openGroup } from '../support/people'
import { isAccepted } from './support/eventually'
import { goHome, joinGroup, makeGroup } from './support/group'
import { it, lobbyAddress, ways } from './support/stage'

const selected = () => getSelection()?.toString() ?? ''

it('a mouse selects the text of a message, however slowly', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress, ways.desktop)
  await ann.say('Tea at five')
  await ann.said.dblclick({ position: { x: 8, y: 12 } })
  expect(await ann.page.evaluate(selected)).toBe('Tea')
  // As long as a long press takes, and more.
  await ann.said.click({ delay: 500 })
  expect(await ann.top.getByRole('menu').count()).toBe(0)
  const { x, y, width, height } = (await ann.said.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await ann.page.mouse.move(x + 1, y + height / 2)
  await ann.page.mouse.down()
  await ann.page.mouse.move(x + width - 1, y + height / 2, { steps: 5 })
  await ann.page.mouse.up()
  expect(await ann.page.evaluate(selected)).toBe('Tea at five')
})

it('a finger selects nothing: held, it opens the menu', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress, ways.phone)
  await ann.say('Tea at five')
  expect(await ann.said.evaluate((text) => getComputedStyle(text).userSelect)).toBe('none')
})

it('an address in a message is a link, without what the sentence puts behind it', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress, ways.desktop)
  const text = '看（https://a.example/tea?x=1）。  还有http://b.example，\n好'
  await ann.say(text)
  const links = ann.said.locator('a')
  await links.nth(1).waitFor()
  expect(await ann.said.evaluate(({ textContent }) => textContent)).toBe(text)
  expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
    'https://a.example/tea?x=1',
    'http://b.example',
  ])
  const link = links.first()
  expect(await link.getAttribute('rel')).toBe('noopener nofollow')
  expect(await link.getAttribute('target')).toBe('_blank')
  const [opened] = await Promise.all([ann.context.waitForEvent('page'), link.click()])
  await opened.close()
  await ann.heading('Lobby').waitFor()
  await link.focus()
  expect(await link.evaluate((one) => one === document.activeElement)).toBe(true)
})

it('code and quoted lines look as their author marked them', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress, ways.desktop)
  const text = '> tea at four?\nrun `npm start` first:\n```\nconst tea = 4\n```\nand see https://a.example'
  await ann.say(text)
  const lookOf = (part: string) => ann.text(part).evaluate((element) => getComputedStyle(element))
  expect((await lookOf('npm start')).display).toBe('inline')
  for (const part of ['tea at four?', 'const tea = 4']) expect((await lookOf(part)).display).toBe('block')
  expect((await lookOf('const tea = 4')).fontFamily).toContain('monospace')
  await ann.top.getByRole('link', { name: 'https://a.example' }).waitFor()
  expect(await ann.top.getByRole('article').last().getAttribute('aria-label')).toContain(text)
})

it('a message of thousands of line breaks is folded, and opens on a tap', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress, ways.phone)
  await ann.say(`first${'\n'.repeat(3_990)}last`)
  await ann.button('Show all').waitFor()
  const height = () => ann.said.evaluate((text) => text.clientHeight)
  expect(await height()).toBeLessThanOrEqual(30 * 24)
  const top = () => ann.said.first().evaluate((text) => Math.round(text.getBoundingClientRect().top))
  const folded = await top()
  await ann.button('Show all').tap()
  await expect.poll(height).toBeGreaterThan(3_000 * 24)
  expect(await ann.button('Show all').count()).toBe(0)
  // Whoever reads it is not taken away by what comes in.
  const bo = await stage.guest('Bo', lobbyAddress)
  await expect.poll(top).toBe(folded)
  await bo.say('Hello')
  await ann.button('1 new').waitFor()
  expect(await top()).toBe(folded)
})

const screens = [ways.phone, ways.desktop, { viewport: { width: 720, height: 450 } }]

it('however much is written, the bar takes no more than a third of the screen', async ({ stage }) => {
  for (const screen of screens) {
    const ann = await stage.guest('Ann', lobbyAddress, screen)
    await ann.say('Tea at five')
    await ann.said.last().waitFor()
    await isAccepted(ann)
    await ann.said.last().click({ button: 'right' })
    await ann.top.getByRole('menuitem', { name: 'Reply' }).click()
    await ann.field('Message').fill('line\n'.repeat(500))
    const bar = ann.top.locator('.composer--composer')
    const height = await bar.evaluate(({ clientHeight }) => clientHeight)
    expect(height).toBeLessThanOrEqual((ann.page.viewportSize()?.height ?? 0) / 3)
    expect(
      await ann.button('Send').evaluate((send) => send.getBoundingClientRect().bottom),
    ).toBeLessThanOrEqual(ann.page.viewportSize()?.height ?? 0)
  }
})

it('who has read a message of a group is counted under it and told by a tap, unless receipts are off', async ({
  stage,
}) => {
  const ann = await stage.guest('Ann', lobbyAddress, ways.phone)
  const bo = await stage.guest('Bo', lobbyAddress, ways.desktop)
  await ann.say('Nobody is counted here')
  const code = await makeGroup(bo, 'Kitchen')
  const room = new URL(bo.page.url()).hash
  await joinGroup(ann, 'Kitchen', code)
  await goHome(bo, 'Chats')

  // Both sizes: on a phone by a finger, on a desktop by a mouse.
  await ann.say('Tea at four')
  await ann.button('0 read').tap()
  const sheet = ann.top.getByRole('dialog', { name: 'Who has read this message' })
  await sheet.getByRole('tab', { name: 'Not yet 1', exact: true }).tap()
  await sheet.getByText('Bo', { exact: true }).waitFor()
  await ann.page.touchscreen.tap(180, 40)
  await sheet.waitFor({ state: 'detached' })
  await bo.button(/Kitchen/).click()
  await bo.say('With milk')
  // It is asked again after a while.
  await ann.button('All read').waitFor()
  await bo.button('All read').click()
  const list = bo.top.getByRole('dialog', { name: 'Who has read this message' })
  await list.getByRole('tab', { name: 'Read 1', exact: true }).waitFor()
  await list.getByText('Ann', { exact: true }).waitFor()
  await bo.page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })

  await goHome(bo, 'Me')
  await bo.button(/Account and devices/).click()
  const receipts = bo.top.getByRole('switch', { name: 'Read receipts' })
  await expect.poll(() => receipts.getAttribute('aria-checked')).toBe('true')
  await receipts.click()
  await expect.poll(() => receipts.getAttribute('aria-checked')).toBe('false')
  await bo.page.goto(new URL(room, bo.page.url()).href)
  await bo.page.reload()
  await bo.said.filter({ hasText: 'With milk' }).waitFor()
  await ann.say('Sugar?')
  await bo.said.filter({ hasText: 'Sugar?' }).waitFor()
  expect(await bo.button(/read$/).count()).toBe(0)
  await goHome(ann, 'Chats')
  await ann.button(/Lobby/).tap()
  await ann.said.filter({ hasText: 'Nobody is counted here' }).waitFor()
  expect(await ann.button(/read$/).count()).toBe(0)
})

it('who has read a message is told of more people than one page holds', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress, ways.phone)
  const code = await makeGroup(ann, 'Kitchen')
  const names = Array.from({ length: 125 }, (_, at) => `guest ${at + 1}`)
  const others = await Promise.all(
    names.map(async (name) => openGroup(stage.server, (await guest(stage.server, name)).token)),
  )
  const rooms = await Promise.all(others.map((other) => other.ask('room', { type: 'join', code })))
  await ann.say('Tea at four')
  await isAccepted(ann)
  const room = rooms[0]?.room.id
  const seq = Number((await others[0]?.next('news'))?.last.seq)
  await Promise.all(others.slice(5).map((other) => other.ask('read', { type: 'read', room, seq })))

  const sheet = ann.top.getByRole('dialog', { name: 'Who has read this message' })
  const people = sheet.getByText(/^guest \d+$/)
  const more = sheet.getByRole('button', { name: 'Load more' })
  for (const { viewport } of [ways.phone, ways.desktop]) {
    await ann.page.setViewportSize(viewport ?? { width: 375, height: 812 })
    await ann.button('120 read').click()
    await sheet.getByRole('tab', { name: 'Read 120', exact: true }).waitFor()
    await expect.poll(() => people.count()).toBe(100)
    await more.scrollIntoViewIfNeeded()
    await more.click()
    await more.waitFor({ state: 'detached' })
    await expect.poll(async () => (await people.allInnerTexts()).sort()).toEqual(names.slice(5).sort())
    await sheet.getByRole('tab', { name: 'Not yet 5', exact: true }).click()
    await expect.poll(async () => (await people.allInnerTexts()).sort()).toEqual(names.slice(0, 5))
    await ann.page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  }
  await Promise.all(others.map((other) => other.close()))
})
