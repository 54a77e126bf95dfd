import { expect, it } from 'vitest'
import { downloadName } from '../../../web/runtime/files/download-name'

it.each(['报告.csv', 'می‌خواهم.pdf', '👨‍👩‍👧.pdf', `${'a'.repeat(196)}.csv`])(
  '%s is kept to the letter',
  (name) => {
    expect(downloadName(name)).toBe(name)
  },
)

it('a name of 100 Chinese characters is cut at a character, and keeps its ending', () => {
  const name = downloadName(`${'报'.repeat(96)}.csv`)
  expect(name).toBe(`${'报'.repeat(65)}.csv`)
})

it('a family of emojis is kept or left out as one', () => {
  const family = '👨‍👩‍👧'
  expect(downloadName(`${family.repeat(20)}.pdf`)).toBe(`${family.repeat(10)}.pdf`)
})
