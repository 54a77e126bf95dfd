import { describe, expect } from 'vitest'
import type { Somebody } from './support/somebody'
import { it, lobbyAddress, type Stage } from './support/stage'

describe('the page is left while a file is on its way', () => {
  it('asks before, and names the file at the next start, once and in this window alone', async ({
    stage,
  }) => {
    const ann = await sending(stage)
    expect(await reload(ann)).toBe('beforeunload')
    await ann.page.getByText('Closed before sending was finished: tea.pdf. Choose again to send.').waitFor()
    const other = await stage.tabOf(ann, lobbyAddress)
    await other.field('Message').waitFor()
    expect(await other.page.getByText('Not sent').count()).toBe(0)
    await ann.page.getByRole('button', { name: 'OK' }).click()
    await ann.page.reload()
    await ann.field('Message').waitFor()
    expect(await ann.page.getByText('Not sent').count()).toBe(0)
  })

  it('asks nothing once it is given up', async ({ stage }) => {
    const ann = await sending(stage)
    await ann.button('Cancel tea.pdf').click()
    expect(await reload(ann)).toBeUndefined()
    await ann.field('Message').waitFor()
    expect(await ann.page.getByText('Not sent').count()).toBe(0)
  })
})

/** Somebody whose file does not come to its end. */
async function sending(stage: Stage): Promise<Somebody> {
  const ann = await stage.guest('Ann', lobbyAddress)
  ann.expect(/Failed to load resource/)
  await ann.page.route('**/api/media?*', () => undefined)
  await ann.attach('File', { name: 'tea.pdf', mimeType: 'application/pdf', buffer: Buffer.from('tea') })
  await ann.button('Cancel tea.pdf').waitFor()
  return ann
}

/** Reloads, and leaves whatever the browser asks; the kind of its question. */
async function reload({ page }: Somebody): Promise<string | undefined> {
  let asked: string | undefined
  page.once('dialog', (dialog) => {
    asked = dialog.type()
    void dialog.accept()
  })
  await page.reload()
  return asked
}
