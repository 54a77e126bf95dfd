// @vitest-environment jsdom
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { act, heard, Stage, textOf } from '../support/stage'

let stage: Stage
beforeAll(() => {
  stage = new Stage({}, {})
  // The templates are compiled together, with the first that is shown.
  const folder = join(stage.out, 'probe')
  mkdirSync(folder)
  const components = { 'i-tab-bar': '/iview/tab-bar/index', 'i-tab-bar-item': '/iview/tab-bar-item/index' }
  writeFileSync(join(folder, 'tabs.json'), JSON.stringify({ component: true, usingComponents: components }))
  writeFileSync(join(folder, 'tabs.js'), 'Component({ data: { badge: 3 } })')
  const items =
    '<i-tab-bar-item key="a" title="Chats"></i-tab-bar-item><i-tab-bar-item key="b" title="Notices" count="{{badge}}"></i-tab-bar-item>'
  writeFileSync(join(folder, 'tabs.wxml'), `<i-tab-bar id="bar" current="a">${items}</i-tab-bar>`)
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

it('a row of iView tells one tap as one, wherever it is tapped', async () => {
  const row = stage.show('iview/cell/index', { title: 'Language', value: 'English', isLink: true })
  const clicks = heard(row, 'click')
  await act(row.querySelector('.i-cell-ft'), 'tap')
  await act(row.querySelector('.i-cell-bd'), 'tap')
  expect(clicks).toHaveLength(2)
  expect(textOf(row)).toBe('LanguageEnglish')
})

it('a badge of iView shows a number, and no more than 99', () => {
  expect(textOf(stage.show('iview/badge/index', { count: 7 }))).toBe('7')
  expect(textOf(stage.show('iview/badge/index', { count: 120 }))).toBe('99+')
})

it('a tab of iView is called by its title and the number of its badge, also when it changes', () => {
  const bar = stage.show('probe/tabs')
  const names = () => {
    const list = bar.querySelector('#bar')?.data.list as { title: string }[]
    return list.map(({ title }) => title)
  }
  expect(names()).toEqual(['Chats', 'Notices 3'])
  bar.setData({ badge: 4 })
  expect(names()).toEqual(['Chats', 'Notices 4'])
})
