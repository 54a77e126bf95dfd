import { describe, expect } from 'vitest'
import { openSpeaker } from './support/speaker'
import { it, lobbyAddress, ways } from './support/stage'

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
