import { expect } from 'vitest'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress } from './support/stage'

/** Counts how often a page plays the sound of a new message, from now on. */
async function count({ page }: Somebody): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { prototype } = HTMLMediaElement
    const root = document.documentElement
    const play = prototype.play
    prototype.play = function () {
      if (this.src.endsWith('/assets/chime.mp3'))
        root.dataset.played = String(Number(root.dataset.played ?? 0) + 1)
      return play.call(this)
    }
  })
  return () => page.evaluate(() => Number(document.documentElement.dataset.played ?? 0))
}

it('a new message is heard by who wants it, elsewhere than in its room', async ({ stage }) => {
  const ann = await stage.guest('Ann', lobbyAddress)
  const bo = await stage.guest('Bo', lobbyAddress)
  const played = await count(ann)
  await ann.back()
  await ann.tab('Me').click()
  await bo.say('Nobody hears this.')
  await ann.tab('Chats').click()
  await ann.text('Bo: Nobody hears this.').waitFor()
  await ann.tab('Me').click()
  await ann.button(/^Sound of new messages/).click()
  await expect.poll(played).toBe(1)
  // Only what comes a while after connecting is news.
  await expect
    .poll(
      async () => {
        await bo.say('Tea is ready.')
        return played()
      },
      { interval: 2_500 },
    )
    .toBeGreaterThan(1)
})
