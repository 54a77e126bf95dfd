import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bothWays } from './support/both-ways'
import { seriousFaults } from './support/browser'

const form = 'pages/form/form'

bothWays('fields', ({ open, tap }) => {
  it('typing reaches the page key by key, and its answer stands in the field', async () => {
    const { page } = await open(form)
    const name = page.getByRole('textbox', { name: 'Name' })
    await tap(name)
    await page.keyboard.type('axb')
    expect(await name.inputValue()).toBe('a*b')
    await page.keyboard.type('123456789')
    expect(await name.inputValue()).toBe('a*b12345')
    await page.keyboard.press('Enter')
    await page.getByText('blur').waitFor()
  })

  it('a two-way binding follows, both ways', async () => {
    const { page } = await open(form)
    const field = page.locator('input[type=password]')
    expect(await field.inputValue()).toBe('secret')
    await field.fill('open')
    expect(await page.locator('.word').textContent()).toBe('open')
  })

  it('Enter sends, Shift and Enter makes a line, the field is emptied and keeps the focus', async () => {
    const { page } = await open(form)
    const message = page.getByRole('textbox', { name: 'Message' })
    await tap(message)
    await page.keyboard.type('one')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two')
    await expect.poll(() => page.locator('.lines').textContent()).toBe('2')
    await page.keyboard.press('Enter')
    expect(await page.locator('.said').textContent()).toBe('send "one\\ntwo"')
    await page.keyboard.type('next')
    expect(await message.inputValue()).toBe('next')
  })

  it('a word that is being composed is not sent by the Enter that ends it', async () => {
    const { page } = await open(form)
    const message = page.getByRole('textbox', { name: 'Message' })
    await message.fill('ni')
    await message.dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    expect(await message.inputValue()).toBe('ni')
  })

  it.each([
    ['textarea', 'Message'],
    ['input', 'Name'],
  ])('nor in the order of Safari, which ends the word before the Enter, in %s', async (_, label) => {
    const { page } = await open(form)
    const field = page.getByRole('textbox', { name: label })
    await tap(field)
    await page.keyboard.type('ni')
    await field.dispatchEvent('compositionstart', { data: '' })
    await field.dispatchEvent('compositionend', { data: 'ni' })
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: false, cancelable: true })
    expect(await page.locator('.said').textContent()).not.toMatch(/^(send|confirm|blur)/)
    expect(await field.inputValue()).toBe('ni')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.said').textContent()).toMatch(/^(send "ni"|blur)$/)
  })

  it('a growing field grows, and shrinks when it is emptied', async () => {
    const { page } = await open(form)
    const message = page.getByRole('textbox', { name: 'Message' })
    const height = async () => (await message.boundingBox())?.height ?? 0
    await message.fill('one')
    const one = await height()
    await message.fill('1\n2\n3\n4\n5')
    expect(await height()).toBeGreaterThan(3 * one)
    await page.keyboard.press('Enter')
    expect(await height()).toBe(one)
  })

  it('the hint has the class of the page and goes with the first letter', async () => {
    const { page } = await open(form)
    const hint = page.locator('.hint')
    expect(await hint.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(10, 120, 60)')
    await page.getByPlaceholder('Your name').fill('a')
    expect(await hint.isVisible()).toBe(false)
  })

  it('labels, boxes, switches and lists answer to taps and keys', async () => {
    const { page } = await open(form)
    const said = page.locator('.said')
    await tap(page.getByText('Agree'))
    expect(await said.textContent()).toBe('agree yes')
    await tap(page.getByText('Small'))
    expect(await said.textContent()).toBe('size s')
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(1)
    await tap(page.getByRole('switch', { name: 'Loud' }))
    expect(await said.textContent()).toBe('loud true')
    await page.getByRole('switch', { name: 'Loud' }).press(' ')
    expect(await said.textContent()).toBe('loud false')
    await tap(page.locator('.pick'))
    await page.getByRole('button', { name: 'pear' }).click()
    await expect.poll(() => page.locator('.pick').textContent()).toBe('pear')
  })

  it('a form gathers every named field, and puts them back', async () => {
    const { page } = await open(form)
    await page.getByRole('textbox', { name: 'Name' }).fill('Ann')
    await tap(page.getByText('Agree'))
    await tap(page.getByText('Submit'))
    const values = JSON.parse((await page.locator('.said').textContent()) ?? '')
    expect(values).toEqual({
      nick: 'Ann',
      word: 'secret',
      draft: '',
      agree: ['yes'],
      size: 'l',
      loud: false,
      pick: 0,
      much: 30,
    })
    await tap(page.getByText('Reset'))
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('')
    expect(await page.locator('.said').textContent()).toBe('reset')
  })

  it('iview fields take letters', async () => {
    const { page } = await open(form)
    await page.locator('i-input input').fill('typed')
    expect(await page.locator('.said').textContent()).toBe('iview typed')
  })

  it('an avatar is chosen from files', async () => {
    const { page } = await open(form)
    const picker = page.waitForEvent('filechooser')
    await tap(page.getByText('Avatar', { exact: true }))
    await (await picker).setFiles(join(import.meta.dirname, 'fixture', 'assets', 'dot.png'))
    await page.locator('.avatar img[src^="blob:"]').waitFor()
    await expect.poll(() => page.locator('.said').textContent()).toBe('picture 40')
  })

  it('has nothing that axe-core finds serious', async () => {
    const { page } = await open(form)
    expect(await seriousFaults(page)).toEqual([])
  })
})
