import { describe, expect } from 'vitest'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, type Stage, ways } from './support/stage'

/** A picture of 1,200 x 400 pixels. */
async function wide({ page }: Somebody): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1_200, height: 400 })
    canvas.getContext('2d')?.fillRect(0, 0, 600, 400)
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

const sendPicture = async (one: Somebody) =>
  one.attach('Picture', { name: 'wide.png', mimeType: 'image/png', buffer: await wide(one) })

it('on a screen 320 px wide a picture is whole, in its own shape', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress, { ...ways.phone, viewport: { width: 320, height: 568 } })
  await sendPicture(ann)
  const picture = ann.button('Open the picture')
  await picture.waitFor()
  const bubble = ann.top.locator('.message-bubble--bubble')
  const [inner, outer] = [await picture.boundingBox(), await bubble.boundingBox()]
  expect(inner && outer && inner.x + inner.width <= outer.x + outer.width).toBe(true)
  expect((inner?.width ?? 0) / (inner?.height ?? 1)).toBeCloseTo(3, 1)
})

it.for(['en-US', 'zh-CN'])(
  'on a screen 320 px wide the empty bar is one line high, in %s',
  async (locale, { stage }) => {
    const small = { ...ways.phone, viewport: { width: 320, height: 568 }, locale }
    const ann = await stage.visit(lobbyAddress, small)
    await ann.top.getByRole('textbox').fill('Ann')
    await ann.button(/guest|访客/).click()
    const field = ann.top.locator('textarea')
    await field.waitFor()
    const [bar, send] = [await field.boundingBox(), await ann.button(/^(Send|发送)$/).boundingBox()]
    expect(bar?.height).toBe(24)
    expect(send && send.x + send.width).toBeLessThanOrEqual(320)
  },
)

it('on a screen 320 px wide a strip says the whole of what it tells', async ({ stage }) => {
  const small = { ...ways.phone, viewport: { width: 320, height: 568 } }
  const bo = await stage.guest('Bo', '', small)
  const ann = await stage.guest(
    'Ann of the House by the Harbour',
    `#/pages/person/person?person=${await bo.id()}`,
  )
  await ann.button('Invite to a talk').click()
  const told = bo.text('Ann of the House by the Harbour invites you to a talk')
  await told.waitFor()
  expect(await told.evaluate((line) => line.scrollWidth - line.clientWidth)).toBe(0)
})

type Change = [what: string, make: (ann: Somebody) => Promise<unknown>]

/** What makes the list lower, one after the other, and stays. */
const strips: Change[] = [
  [
    'a text that is near its limit',
    async (ann) => {
      await ann.field('Message').fill('word '.repeat(780))
      await ann.text('100 characters left').waitFor()
    },
  ],
  [
    'the strip of a lost connection',
    async (ann) => {
      await ann.context.setOffline(true)
      await ann.button(/No network/).waitFor()
    },
  ],
]

const emoji: Change = ['emoji', (ann) => ann.button('Emoji').click()]

const file: Change = [
  'a file on its way',
  async (ann) => {
    await sendPicture(ann)
    await ann.button(/^(Cancel|Retry) wide.png/).waitFor()
  },
]

const answer: Change = [
  'an answer',
  async (ann) => {
    await ann.said.last().click({ button: 'right', position: { x: 5, y: 5 } })
    await ann.top.getByRole('menuitem', { name: 'Reply' }).click()
    await ann.button('Do not reply').waitFor()
  },
]

/** px of the list that are hidden below its edge. */
const below = (list: HTMLElement) => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight)

/** px from the top of the window to a message. */
const topOf = (one: Somebody, at: number) =>
  one.said.nth(at).evaluate((text) => Math.round(text.getBoundingClientRect().top))

const long = (name: string) => Array.from({ length: 10 }, (_, at) => `${name} ${at}`).join('\n')

/** Somebody in a room with more to read than the screen holds. */
async function reader(stage: Stage, width: number): Promise<Somebody> {
  const ann = await stage.guest('Ann', lobbyAddress, {
    ...(width < 1_000 ? ways.phone : ways.desktop),
    viewport: { width, height: 700 },
  })
  ann.expect(/Failed to load resource|net::ERR|WebSocket/)
  for (const [at, name] of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].entries()) {
    await ann.say(long(name))
    await ann.said.nth(at).waitFor()
  }
  return ann
}

describe.each([320, 390, 1_440])('at %d px, what comes above or below the list', (width) => {
  it('leaves its newest message in sight', async ({ stage }) => {
    const ann = await reader(stage, width)
    const list = ann.top.locator('[role=log]')
    for (const [what, make] of [...strips, file, answer, emoji]) {
      const before = await list.evaluate((element) => element.clientHeight)
      await make(ann)
      await expect
        .poll(() => list.evaluate((element) => element.clientHeight), { message: what })
        .toBeLessThan(before)
      await expect.poll(() => list.evaluate(below), { message: what }).toBe(0)
    }
  })

  it('does not move one who reads old messages', async ({ stage }) => {
    const ann = await reader(stage, width)
    const list = ann.top.locator('[role=log]')
    await list.evaluate((element) => element.scrollTo(0, 300))
    await ann.button('To the newest message').waitFor()
    const before = await topOf(ann, 1)
    for (const [what, make] of [...strips, file, emoji]) {
      await make(ann)
      // A strip is 44 px high; a fraction of a pixel may be lost at each step.
      const moved = async () => Math.abs((await topOf(ann, 1)) - before)
      await expect.poll(moved, { message: what }).toBeLessThan(4)
    }
  })
})
