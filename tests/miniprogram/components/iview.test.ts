// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { act, heard, Stage, textOf } from '../support/stage'

let stage: Stage
beforeAll(() => {
  stage = new Stage({}, {})
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
