import { expect } from 'vitest'
import { hears } from './support/eventually'
import { makeGroup } from './support/group'
import type { Somebody } from './support/somebody'
import { it, type Stage, ways } from './support/stage'

const words = 'The owner removed a message of Bo'

it('what the owner removes reads the same to all, everywhere, after a question', async ({ stage }) => {
  const { ann, bo } = await teaHouse(stage)
  await bo.say('Buy this!')
  await hears(ann, ['Buy this!'])

  await choose(ann, 'Buy this!', 'Remove')
  await ann.page.getByText(/^Remove this message of Bo\?/).waitFor()
  await ann.page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await hears(ann, ['Buy this!'])
  await choose(ann, 'Buy this!', 'Remove')
  await ann.page.getByRole('button', { name: 'Remove', exact: true }).click()

  for (const one of [ann, bo]) {
    await one.text(words).waitFor()
    expect(await one.text('Edit again').count()).toBe(0)
    await one.page.reload()
    await one.text(words).waitFor()
    await one.back()
    await one.text(words).waitFor()
  }
})

it('a recalled message is unread no more: in the list, and in the title of the window', async ({ stage }) => {
  const { ann, bo } = await teaHouse(stage)
  await ann.back()
  for (const text of ['one', 'two']) await bo.say(text)
  await ann.button(/Tea house.*2 unread/s).waitFor()
  await expect.poll(() => ann.page.title()).toContain('2')

  await recall(bo, 'one')
  await ann.button(/Tea house.*1 unread/s).waitFor()
  await recall(bo, 'two')
  await expect.poll(() => ann.page.title()).not.toMatch(/\d/)
  expect(await ann.button(/unread/).count()).toBe(0)
  await ann.page.reload()
  await ann.text('Bo recalled a message').waitFor()
  expect(await ann.button(/unread/).count()).toBe(0)
})

it('the bar of an answer goes when what is answered is recalled', async ({ stage }) => {
  const { ann, bo } = await teaHouse(stage)
  await bo.say('Tea or coffee?')
  await choose(ann, 'Tea or coffee?', 'Reply')
  await ann.text('Reply to Bo').waitFor()
  await recall(bo, 'Tea or coffee?')
  await ann.text('Reply to Bo').waitFor({ state: 'detached' })
  expect(await ann.top.getByText('Tea or coffee?').count()).toBe(0)
})

/** Ann's room, with Bo in it. */
async function teaHouse(stage: Stage): Promise<{ ann: Somebody; bo: Somebody }> {
  const ann = await stage.guest('Ann', '', ways.desktop)
  const code = await makeGroup(ann, 'Tea house')
  const bo = await stage.guest('Bo', `#/pages/group-room/group-room?code=${code}`, ways.desktop)
  await bo.heading('Tea house').waitFor()
  return { ann, bo }
}

async function choose(somebody: Somebody, text: string, action: string): Promise<void> {
  await somebody.text(text).click({ button: 'right' })
  await somebody.page.getByText(action, { exact: true }).click()
}

const recall = (somebody: Somebody, text: string): Promise<void> => choose(somebody, text, 'Recall')
