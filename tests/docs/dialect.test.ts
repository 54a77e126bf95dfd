import { expect, it } from 'vitest'
import { linesWith } from '../support/sources'

it('members are private to the engine, but in the mini-program, where its compiler makes that dear', () => {
  expect(
    linesWith(/^ +private (?!constructor)/, 'server', 'web', 'bench', 'faults', 'scripts', 'tests'),
  ).toEqual([])
  expect(linesWith(/this\.#|^ +(readonly |async |get )?#\w+[(:; =]/, 'miniprogram')).toEqual([])
})

it('no literal of the mini-program has a property of Unicode, which its compiler writes out', () => {
  expect(linesWith(/\/.*\\p\{.*\/[a-z]*u/, 'miniprogram')).toEqual([])
})
