import { describe, expect } from 'vitest'
import { isAccepted } from './support/eventually'
import type { Somebody } from './support/somebody'
import { openSpeaker } from './support/speaker'
import { it, lobbyAddress, ways } from './support/stage'

/** Opens the menu of the newest message and chooses from it. */
async function choose(somebody: Somebody, action: string): Promise<void> {
  await isAccepted(somebody)
  await somebody.said.last().click({ button: 'right', position: { x: 4, y: 4 } })
  await somebody.top.getByRole('menuitem', { name: action, exact: true }).click()
}

/** What one look further up shows. */
interface Step {
  /** Pixels by which the row in sight moved while older messages came in above it. */
  drift: number
  isStart: boolean
}

describe('six hundred messages', () => {
  it.for(['phone', 'desktop'] as const)(
    'are read back to the first without a jump of one pixel, %s',
    async (way, { stage }) => {
      const speaker = await openSpeaker(stage.server.httpUrl, stage.server.groupUrl, 'Bo')
      await speaker.say(600, 64)
      const ann = await stage.guest('Ann', lobbyAddress, ways[way])
      await expect.poll(() => ann.said.last().innerText()).toMatch(/^600 /)

      const drifts: number[] = []
      let isStart = false
      while (!isStart) {
        const step = await ann.page.evaluate(lookUp)
        drifts.push(step.drift)
        isStart = step.isStart
      }
      expect(drifts.length).toBeGreaterThan(10)
      expect(drifts.filter((drift) => drift !== 0)).toEqual([])
      expect(await ann.said.first().innerText()).toMatch(/^1 /)

      await ann.button('To the newest message').click()
      await expect.poll(() => ann.said.last().innerText()).toMatch(/^600 /)
      speaker.close()
    },
  )

  it('a reader of old messages is not pulled down by a new one, but told of it', async ({ stage }) => {
    const speaker = await openSpeaker(stage.server.httpUrl, stage.server.groupUrl, 'Bo')
    await speaker.say(60, 8)
    const ann = await stage.guest('Ann', lobbyAddress)
    await expect.poll(() => ann.said.last().innerText()).toMatch(/^60 /)
    await ann.page.evaluate(lookUp)
    const before = await ann.top.locator('[role=log]').evaluate((log) => log.scrollTop)
    await speaker.say(3, 1)
    await ann.button('3 new').click()
    expect(before).toBeGreaterThan(0)
    await expect.poll(() => ann.said.last().innerText()).toMatch(/^63 /)
    speaker.close()
  })
})

/** The first message in the view, which is known by its number. */
async function inView(somebody: Somebody): Promise<number[]> {
  const texts = await somebody.said.evaluateAll((all) => {
    const log = all[0]?.closest('[role=log]')?.getBoundingClientRect()
    if (log === undefined) return []
    const isSeen = (one: Element) => {
      const { top, bottom } = one.getBoundingClientRect()
      return bottom > log.top && top < log.bottom
    }
    return all.filter(isSeen).map((one) => one.textContent ?? '')
  })
  return texts.map((text) => Number(text.split(' ')[0]))
}

/** Scrolls the list by the wheel, as far as it goes at once. */
const wheel = async (somebody: Somebody, by: number) => {
  await somebody.top.locator('[role=log]').hover()
  await somebody.page.mouse.wheel(0, by)
}

describe.each(['phone', 'desktop'] as const)('a room with hundreds of unread messages, %s', (way) => {
  it('opens at the first, reads on to the newest, and jumps to what is pinned', async ({ stage }) => {
    const speaker = await openSpeaker(stage.server.httpUrl, stage.server.groupUrl, 'Bo')
    await speaker.say(20, 8)
    const ann = await stage.guest('Ann', lobbyAddress, ways[way])
    await expect.poll(() => ann.said.last().innerText()).toMatch(/^20 /)
    await choose(ann, 'Pin')
    await ann.button(/^Pinned/).waitFor()
    await ann.back()
    await speaker.say(380, 32)

    // At the first unread message, with the line above it, whatever is between it and the newest.
    await ann.top.getByRole('button', { name: /^Lobby/ }).click()
    await ann.text('New messages').waitFor()
    await expect.poll(() => inView(ann)).toContain(21)
    expect(await inView(ann)).not.toContain(400)
    await ann.button('99+ new').waitFor()

    // Past all of them to the newest, and back to the first that was passed over.
    await ann.button('99+ new').click()
    await expect.poll(() => inView(ann)).toContain(400)
    await ann.button('99+ unread').waitFor()
    await ann.button('99+ unread').click()
    await expect.poll(() => inView(ann)).toContain(21)

    // It goes on downwards as it goes on upwards.
    await expect
      .poll(async () => {
        await wheel(ann, 4_000)
        return inView(ann)
      })
      .toContain(400)
    expect(await ann.button('Load newer messages').count()).toBe(0)

    // To what is pinned, far back and lit; what comes in is told, and does not take the reader away.
    await ann.button(/^Pinned/).click()
    await ann.top.locator('.message-bubble--lit').waitFor({ state: 'attached' })
    await expect.poll(() => inView(ann)).toContain(20)

    // Who comes back goes on there.
    await ann.back()
    await ann.top.getByRole('button', { name: /^Lobby/ }).click()
    await expect.poll(() => inView(ann)).toContain(20)
    await speaker.say(2, 1)
    await ann.button('2 new').waitFor()
    expect(await inView(ann)).toContain(20)
    speaker.close()
  })
})

/** Runs in the page: scrolls up by two screens, and watches a row in sight until nothing loads any more. */
async function lookUp(): Promise<Step> {
  const log = document.querySelector<HTMLElement>('.wx-view:not([inert]) [role=log]')
  if (log === null) throw new Error('there is no list')
  // The youngest observer of a size is told last, right before the frame is painted: what was put right by then is not seen.
  const painted = () =>
    new Promise<void>((resolve) => {
      const last = (_: unknown, observer: ResizeObserver) => {
        observer.disconnect()
        resolve()
      }
      requestAnimationFrame(() => new ResizeObserver(last).observe(document.body))
    })
  const topOf = (element: Element) => element.getBoundingClientRect().top - log.getBoundingClientRect().top
  log.scrollTop = Math.max(0, log.scrollTop - 2 * log.clientHeight)
  await painted()
  const rows = [...log.querySelectorAll('.message-list--row')]
  const row = rows.find((one) => topOf(one) >= 0 && topOf(one) < log.clientHeight)
  if (row === undefined) throw new Error('there is no row in sight')
  const top = topOf(row)
  let drift = 0
  for (let quiet = 0; quiet < 8; ) {
    await painted()
    if (!row.isConnected) throw new Error('the row in sight was taken away')
    drift = Math.max(drift, Math.abs(topOf(row) - top))
    quiet = log.querySelector('.message-list--spinner') === null ? quiet + 1 : 0
  }
  return { drift, isStart: log.scrollTop === 0 && log.innerText.includes('This is where the talk begins') }
}
