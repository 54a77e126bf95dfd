import { expect, it } from 'vitest'
import { isLong } from '../../../../miniprogram/lib/is-long'

it.each([
  ['thirty lines', 'x\n'.repeat(29), false],
  ['some more', 'x\n'.repeat(30), true],
  ['a page of words in one line', 'word '.repeat(100), false],
  ['4,000 characters in one line', '很'.repeat(4_000), true],
  ['as many line breaks as a message holds', `x${'\n'.repeat(3_990)}x`, true],
])('a text is folded by the lines it fills: %s', (_, text, long) => {
  expect(isLong(text)).toBe(long)
})
