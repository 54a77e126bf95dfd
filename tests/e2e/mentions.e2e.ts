import { describe, expect } from 'vitest'
import { hears } from './support/eventually'
import { makeGroup } from './support/group'
import { it, ways } from './support/stage'

const end = '\u2005'

describe.each(['phone', 'desktop'] as const)('on a %s, a mention', (way) => {
  it('is picked by keys or taps, told in the list and in the room, and leads to the person', async ({
    stage,
  }) => {
    const ann = await stage.guest('Ann Lee', '', ways[way])
    const code = await makeGroup(ann, 'Tea house')
    const bo = await stage.guest('张三', `#/pages/group-room/group-room?code=${code}`, ways[way])
    await bo.heading('Tea house').waitFor()
    await bo.back()

    // By pinyin and the keys, with the focus left in the field.
    const field = ann.field('Message')
    await field.pressSequentially('hi @zs')
    const option = ann.top.getByRole('option', { name: '张三' })
    await option.waitFor()
    expect(await option.getAttribute('aria-selected')).toBe('true')
    await field.press('Enter')
    expect(await field.inputValue()).toBe(`hi @张三${end}`)
    await ann.button('Send').click()
    await bo.top.getByText('[Mentioned you]').waitFor()

    // A letter of it takes all of it, Escape closes the list alone.
    await field.pressSequentially('@zhang')
    await option.click()
    await field.press('Backspace')
    await field.press('Backspace')
    expect(await field.inputValue()).toBe('')
    await field.pressSequentially('@')
    await ann.top.getByRole('option', { name: 'Everyone' }).waitFor()
    await field.press('Escape')
    await option.waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe('@')
    await field.press('Backspace')

    await bo.text('Tea house').click()
    await hears(bo, [`hi @张三${end}`])
    await bo.top.getByRole('link', { name: '@张三' }).waitFor()
    await bo.button('Mentioned you').waitFor({ state: 'detached' })
    await bo.back()
    await bo.top.getByText('[Mentioned you]').waitFor({ state: 'detached' })
  })

  it('of everyone waits for a minute to be over, and what was written with it is kept', async ({ stage }) => {
    const ann = await stage.guest('Ann Lee', '', ways[way])
    const code = await makeGroup(ann, 'Tea house')
    const bo = await stage.guest('张三', `#/pages/group-room/group-room?code=${code}`, ways[way])
    await bo.heading('Tea house').waitFor()

    const field = ann.field('Message')
    const sayToAll = async (text: string) => {
      await field.pressSequentially('@')
      await ann.top.getByRole('option', { name: 'Everyone' }).click()
      await field.pressSequentially(text)
      await ann.button('Send').click()
    }
    const again = ann.text('Everyone was mentioned less than a minute ago. Try again later.')
    const [tea, cake] = [`@Everyone${end}tea`, `@Everyone${end}cake`]
    await sayToAll('tea')
    await hears(bo, [tea])
    await sayToAll('cake')
    await again.waitFor()
    await ann.page.reload()
    await again.waitFor()
    await hears(ann, [tea, cake])

    // Tried again too soon it is refused again; others go out meanwhile.
    await ann.button('Not sent. Tap to retry').click()
    await again.waitFor()
    await ann.say('milk')
    await hears(bo, [tea, 'milk'])
    await ann.said.filter({ hasText: 'cake' }).waitFor()
  })
})
