import { describe, expect } from 'vitest'
import { hears, isAccepted } from './support/eventually'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, type Stage, ways } from './support/stage'

/** Opens the menu of the newest message and chooses from it. */
async function choose(somebody: Somebody, action: string): Promise<void> {
  await isAccepted(somebody)
  await somebody.said.last().click({ button: 'right', position: { x: 4, y: 4 } })
  await somebody.top.getByRole('menuitem', { name: action, exact: true }).click()
}

/** Both have the room before them, and Ann has said something. */
async function talk(stage: Stage, way: keyof typeof ways) {
  const ann = await stage.guest('Ann', lobbyAddress, ways[way])
  const bo = await stage.guest('Bo', lobbyAddress, ways[way])
  await bo.text('2 online').waitFor()
  await ann.say('Tea at four')
  await hears(bo, ['Tea at four'])
  return { ann, bo }
}

describe.each(['phone', 'desktop'] as const)('on a %s, a message', (way) => {
  it('that is edited says its new words to all, and that it was edited', async ({ stage }) => {
    const { ann, bo } = await talk(stage, way)
    await ann.field('Message').fill('half a sentence')
    await choose(ann, 'Edit')
    await ann.text('Editing').waitFor()
    await ann.field('Message').fill('Tea at five')
    await ann.button('Send').click()
    await hears(bo, ['Tea at five'])
    await bo.text('edited').waitFor()
    await hears(ann, ['Tea at five'])
    expect(await ann.field('Message').inputValue()).toBe('half a sentence')
    await bo.page.reload()
    await hears(bo, ['Tea at five'])
    await bo.text('edited').waitFor()
  })

  it('that is edited without a network gets its new words as soon as there is one', async ({ stage }) => {
    const { ann, bo } = await talk(stage, way)
    ann.expect(/Failed to load resource|WebSocket|net::ERR/)
    await choose(ann, 'Edit')
    await ann.context.setOffline(true)
    await ann.button(/No network/).waitFor()
    await ann.field('Message').fill('Tea at six')
    await ann.button('Send').click()
    await hears(ann, ['Tea at six'])
    await hears(bo, ['Tea at four'])
    await ann.context.setOffline(false)
    await hears(bo, ['Tea at six'])
    await isAccepted(ann)
  })

  it('is reacted to by several, who see how many, and whose', async ({ stage }) => {
    const { ann, bo } = await talk(stage, way)
    await choose(bo, '👍')
    await ann.button('👍 1').click()
    await bo.button('👍 2, yours').waitFor()
    await ann.button('👍 2, yours').waitFor()
    await bo.page.reload()
    await bo.button('👍 2, yours').click()
    await ann.button('👍 1, yours').waitFor()
    await bo.button('👍 1').waitFor()
    await choose(bo, 'By whom')
    await bo.top.getByRole('dialog').getByText('Ann', { exact: true }).waitFor()
  })

  it('is pinned for all until it is taken off, or recalled', async ({ stage }) => {
    const { ann, bo } = await talk(stage, way)
    await choose(bo, 'Pin')
    await ann.button('Pinned · Ann: Tea at four').waitFor()
    await choose(ann, 'Unpin')
    await bo.button(/^Pinned/).waitFor({ state: 'detached' })
    await choose(bo, 'Pin')
    await ann.button('Pinned · Ann: Tea at four').waitFor()
    await bo.page.reload()
    await bo.button('Pinned · Ann: Tea at four').waitFor()
    await choose(ann, 'Recall')
    await bo.button(/^Pinned/).waitFor({ state: 'detached' })
    await ann.button(/^Pinned/).waitFor({ state: 'detached' })
  })
})
