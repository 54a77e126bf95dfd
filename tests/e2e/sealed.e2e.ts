import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { hears, isAccepted } from './support/eventually'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress } from './support/stage'

/** Everything that a page sends and gets from now on, as whoever ends TLS on the way would see it. */
function wireOf(page: Page): () => Promise<string> {
  const texts: Array<string | Promise<string>> = []
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => texts.push(String(payload)))
    socket.on('framereceived', ({ payload }) => texts.push(String(payload)))
  })
  page.on('request', (request) => texts.push(request.postData() ?? ''))
  page.on('response', (response) => {
    if (response.url().includes('/api/')) texts.push(response.text().catch(() => ''))
  })
  return async () => (await Promise.all(texts)).join('\n')
}

/** Somebody whose wire is watched from the first byte of the page on. */
async function watched(somebody: Somebody): Promise<() => Promise<string>> {
  const wire = wireOf(somebody.page)
  await somebody.page.reload()
  await somebody.heading('Lobby').waitFor()
  return wire
}

describe('the wire of a talk', () => {
  it('holds no word of it: neither what is said, nor the history, nor the last words in the list', async ({
    stage,
  }) => {
    const said = ['Is the kettle on?', '水开了 🍵', 'Two sugars, please']
    const ann = await stage.guest('Ann', lobbyAddress)
    const bo = await stage.guest('Bo', lobbyAddress)
    const wires = [await watched(ann), await watched(bo)]
    await ann.text('2 online').waitFor()
    for (const text of said) await ann.say(text)
    await hears(bo, said)
    // History, and the list with its last words, are read anew.
    await bo.page.reload()
    await hears(bo, said)
    await bo.back()
    await bo.button(/Two sugars, please/).waitFor()

    const wire = (await Promise.all(wires.map((read) => read()))).join('\n')
    for (const text of said) {
      expect(wire).not.toContain(text)
      expect(wire).not.toContain(JSON.stringify(text).slice(1, -1))
    }
    expect(wire).toContain('"type":"hello"')
    expect(wire).toContain('"sealed"')
    expect(wire).not.toContain('"said"')
  })
})

describe('what a browser keeps of a talk', () => {
  it('holds no word of it either, and it is all there again after a reload', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.say('Is the kettle on?')
    await hears(ann, ['Is the kettle on?'])
    await isAccepted(ann)
    await stage.server.kill('SIGKILL')
    await ann.say('Two sugars, please')
    const kept = await ann.page.evaluate('JSON.stringify(localStorage)')
    expect(kept).toContain('outbox.')
    for (const text of ['kettle', 'sugars', 'eyJ']) expect(kept).not.toContain(text)
    await stage.server.restart()
    await ann.page.reload()
    await hears(ann, ['Is the kettle on?', 'Two sugars, please'])
    await isAccepted(ann)
  })
})
