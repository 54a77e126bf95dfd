import readCode from 'qr/decode.js'
import sharp from 'sharp'
import { expect } from 'vitest'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, ways } from './support/stage'

it.for([
  ['phone', 'light'],
  ['phone', 'dark'],
  ['desktop', 'light'],
] as const)(
  'the code of the lobby, as a %s draws it in the %s, leads a stranger into it',
  async ([way, colorScheme], { stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress, { ...ways[way], colorScheme })
    await ann.button('Room details').click()
    const address = await scan(ann)
    expect(new URL(address).origin).toBe(stage.server.httpUrl)

    const bo = await stage.visit(address.slice(stage.server.httpUrl.length + 1))
    await bo.enterAsGuest('Bo')
    await bo.heading('Lobby').waitFor()
    await ann.back()
    await bo.say('I scanned it.')
    await expect.poll(() => ann.said.allInnerTexts()).toEqual(['I scanned it.'])
  },
)

/** What a camera before the screen reads, once there is something. */
async function scan({ page }: Somebody): Promise<string> {
  let read = ''
  const look = async () => {
    const seen = sharp(await page.screenshot()).ensureAlpha()
    const { data, info } = await seen.raw().toBuffer({ resolveWithObject: true })
    try {
      read = readCode({ data, width: info.width, height: info.height }, { timeLimit: 1_000 })
    } catch {
      // No code in sight yet.
    }
    return read
  }
  await expect.poll(look).not.toBe('')
  return read
}
