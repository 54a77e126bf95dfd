import { describe, expect } from 'vitest'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress } from './support/stage'

/** The script that makes an MP3 of what was said. */
const encoder = /\/lamejs\.[\w-]+\.js$/

describe('the encoder of voices', () => {
  it('comes with the first recording and not before, once; what was said is heard', async ({ stage }) => {
    const ann = await stage.visit(lobbyAddress)
    let loads = 0
    ann.page.on('request', (request) => {
      if (encoder.test(request.url())) loads += 1
    })
    await ann.page.reload()
    await ann.enterAsGuest('Ann')
    const bo = await stage.guest('Bo', lobbyAddress)
    await ann.button('Voice').click()
    expect(loads).toBe(0)
    await speak(ann)
    await bo.button(/^Play the voice message, \d+ s, new$/).waitFor()
    expect(loads).toBe(1)
    await speak(ann)
    await expect.poll(() => bo.button(/^Play the voice message/).count()).toBe(2)
    expect(loads).toBe(1)

    const [asked] = await Promise.all([
      bo.page.waitForRequest(/\/media\//),
      bo
        .button(/^Play the voice message/)
        .first()
        .click(),
    ])
    const { seconds, loudest } = await bo.page.evaluate(listen, asked.url())
    expect(seconds).toBeGreaterThan(1)
    expect(loudest).toBeGreaterThan(0.05)
  })

  it('that does not arrive is told of, and asked for again by the next recording', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    ann.expect(/Failed to load resource/)
    await ann.page.route(encoder, (route) => route.abort(), { times: 1 })
    await ann.button('Voice').click()
    await ann.holdToTalk(() => ann.hasShown('The recording failed.'))
    await speak(ann)
    await ann.button(/^Play the voice message/).waitFor()
  })

  it('that went with an upgrade of the server makes the old tab a new one', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    ann.expect(/Failed to load resource/)
    await ann.button('Voice').click()
    await ann.page.route(encoder, (route) => route.fulfill({ status: 404 }), { times: 1 })
    await ann.page.route('**/version.json', (route) => route.fulfill({ json: { build: 'newer' } }))
    await Promise.all([ann.page.waitForEvent('load'), ann.holdToTalk(async () => undefined)])
    await ann.heading('Lobby').waitFor()
  })
})

/** Holds the button to talk for two seconds of what the browser's own microphone hears. */
async function speak(somebody: Somebody): Promise<void> {
  await somebody.holdToTalk(() => somebody.hasRecorded(2))
}

/** Runs in the page: how long a sound is, and how far it goes from silence, 1 at most. */
async function listen(address: string): Promise<{ seconds: number; loudest: number }> {
  const bytes = await (await fetch(address)).arrayBuffer()
  const sound = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(bytes)
  const loudest = sound.getChannelData(0).reduce((most, level) => Math.max(most, Math.abs(level)), 0)
  return { seconds: sound.duration, loudest }
}
