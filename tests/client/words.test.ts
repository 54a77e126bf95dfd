import { describe, expect, it } from 'vitest'
import { refusals } from '#protocol'
import { table } from '../../miniprogram/i18n/table'
import { filesEnding, read, units } from './support/units'
import { literalTexts, tagsOf } from './support/wxml'

const words = Object.entries(table as Record<string, { zh: string; en: string }>)
const code = filesEnding('.ts')
  .filter((file) => !file.startsWith('i18n/') || file === 'i18n/index.ts')
  .map((file) => ({ file, text: read(file) }))

/** Attributes that people read or hear. */
const spoken = [
  'placeholder',
  'aria-label',
  'title',
  'label',
  'text',
  'value',
  'action',
  'confirm-text',
  'alt',
]

describe('the table of words', () => {
  it.each(words)('has %s in both languages, with the same things put in', (_key, { zh, en }) => {
    const inserts = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([whole]) => whole).sort()
    expect(zh.trim()).not.toBe('')
    expect(en.trim()).not.toBe('')
    expect(inserts(zh)).toEqual(inserts(en))
  })

  it('has no word that nobody uses', () => {
    const all = code.map(({ text }) => text).join('\n')
    // A key may be put together, as in `room.gone-${reason}`.
    const beginnings = [...all.matchAll(/`([\w-]+\.[\w-]*)\$\{/g)].map(([, beginning = '']) => beginning)
    const isUsed = (key: string) =>
      all.includes(`'${key}'`) || beginnings.some((beginning) => key.startsWith(beginning))
    expect(words.map(([key]) => key).filter((key) => !isUsed(key))).toEqual([])
  })

  it('has a sentence for every refusal of the wire', () => {
    // Those of a client that breaks the protocol are for its author, not for people.
    const forPeople = Object.keys(refusals).filter(
      (one) => !['bad-frame', 'unknown-type', 'wrong-port'].includes(one),
    )
    expect(forPeople.filter((one) => !(`problem.${one}` in table))).toEqual([])
  })
})

/** As WeChat counts the words of a modal's button: a Chinese character for two. */
const widthOf = (text: string) => text.replace(/[^\x20-\x7e]/g, 'aa').length

it('the words on the buttons of a modal are short enough: with longer ones WeChat shows no modal at all', () => {
  const all = code.map(({ text }) => text).join('\n')
  const onButton = /(?:confirmText|cancelText)[:=\s]+t\('([^']+)'|isSure\([^\n]*, t\('([^']+)'\)\)/g
  const keys = [...all.matchAll(onButton)].map(([, one, other]) => one ?? other ?? '')
  expect(keys).toContain('common.cancel')
  expect(keys).toContain('message.remove')
  expect(keys.length).toBeGreaterThan(all.split('isSure(').length - 1)
  const long = words.filter(
    ([key, { zh, en }]) => keys.includes(key) && Math.max(widthOf(zh), widthOf(en)) > 8,
  )
  expect(long.map(([key]) => key)).toEqual([])
})

describe('nothing for people to read stands outside the table', () => {
  it.each(units)('in the template of $path', ({ wxml }) => {
    const letters = /\p{L}/u
    expect(literalTexts(wxml).filter((text) => letters.test(text))).toEqual([])
    const attributes = tagsOf(wxml).flatMap((tag) =>
      spoken.flatMap((name) => tag.attributes[name]?.replace(/\{\{[\s\S]*?\}\}/g, '') ?? []),
    )
    expect(attributes.filter((text) => letters.test(text))).toEqual([])
  })

  it('in a script', () => {
    const withChinese = code.filter(({ text }) => /[\u4e00-\u9fff]/.test(text))
    // How a date is written is the calendar's matter, and no word.
    expect(withChinese.map(({ file }) => file)).toEqual(['lib/calendar.ts'])
  })
})
