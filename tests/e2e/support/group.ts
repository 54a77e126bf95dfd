import type { Somebody } from './somebody'

/** Back to the pages with tabs, and to one of them. */
export async function goHome(somebody: Somebody, tab: string): Promise<void> {
  while ((await somebody.tab(tab).count()) === 0) await somebody.back()
  await somebody.tab(tab).click()
}

/** Makes a group, and is in it: the code by which others join. */
export async function makeGroup(owner: Somebody, name: string): Promise<string> {
  await goHome(owner, 'Chats')
  await owner.text('New room').click()
  await owner.field('Name of the room').fill(name)
  await owner.button('Create').click()
  await owner.heading(name).waitFor()
  await owner.button('Room details').click()
  const code = await owner.top.getByText(/^[0-9A-Z]{8}$/).innerText()
  await owner.button('Back').click()
  await owner.heading(name).waitFor()
  return code
}

/** Joins a group by its code, and is in it. */
export async function joinGroup(somebody: Somebody, name: string, code: string): Promise<void> {
  await goHome(somebody, 'Chats')
  await somebody.text('New room').click()
  await somebody.field('Room code').fill(code)
  await somebody.button('Join').click()
  await somebody.heading(name).waitFor()
}
