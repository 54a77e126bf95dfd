import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeClient, isName, lengthOf, limits, tidyName } from '#protocol'
import { clientSamples } from './samples'

/** The code that a text gets as a body, a name or a note; 'fine' when it is taken. */
function codeOf(frame: object, port: 'group' | 'direct' = 'group'): string {
  const decoded = decodeClient(JSON.stringify(frame), port)
  return 'frame' in decoded ? 'fine' : decoded.refusal.code
}
const asBody = (body: unknown) => codeOf({ ...clientSamples.say, body })
const asName = (name: unknown) => codeOf({ ...clientSamples.create, name })
const asNote = (note: unknown) => codeOf({ ...clientSamples.link, note }, 'direct')

const blanks: Array<[string, string]> = [
  ['nothing', ''],
  ['spaces', '   '],
  ['line breaks and tabs', ' \n\r\n\t '],
  ['an ideographic space', '\u3000'],
  ['no-break spaces', '\u00a0\u202f'],
  ['zero-width spaces and joiners', '\u200b\u200c\u200d\u2060\ufeff'],
  ['direction marks', '\u200e\u200f\u202e\u2066\u2069'],
  ['a soft hyphen', '\u00ad'],
  ['Hangul fillers', '\u115f\u1160\u3164\uffa0'],
  ['an empty Braille cell', '\u2800'],
  ['variation selectors', '\ufe0f\u{e0100}'],
  ['tag characters', '\u{e0041}\u{e007f}'],
]

const halves: Array<[string, string]> = [
  ['a high surrogate at the end', 'a\ud83d'],
  ['a high surrogate before a letter', '\ud83da'],
  ['a low surrogate at the start', '\ude00a'],
  ['a low surrogate after a letter', 'a\ude00'],
  ['a low surrogate after a whole pair', '😀\ude00'],
  ['a pair in the wrong order', '\ude00\ud83d'],
]

describe('lengthOf counts code points', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['茶馆', 2],
    ['😀', 1],
    ['👨‍👩‍👧‍👦', 7],
    ['\ud83d', 1],
    ['\ud83da', 2],
    ['\ude00\ud83d', 2],
  ])('%j has %i', (text, length) => {
    expect(lengthOf(text)).toBe(length)
  })

  it('as iterating a text does, for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => lengthOf(text) === [...text].length))
  })
})

describe('the body of a text message', () => {
  it.each([
    ['one letter', 'a'],
    ['4,000 letters', 'a'.repeat(limits.textLength)],
    ['4,000 emoji', '😀'.repeat(limits.textLength)],
    ['blanks around a letter', '\n\t a \u200b'],
    ['a family emoji with its joiners', '👨‍👩‍👧‍👦'],
    ['right-to-left text with its marks', '\u200fשלום\u200e'],
    ['markup, which is only text', '<script>alert(1)</script>'],
  ])('may be %s', (_, body) => {
    expect(asBody(body)).toBe('fine')
  })

  it.each([
    ['4,001 letters', 'a'.repeat(limits.textLength + 1)],
    ['4,001 emoji', '😀'.repeat(limits.textLength + 1)],
    ['3,999 emoji and two letters', `${'😀'.repeat(limits.textLength - 1)}ab`],
    ['60,000 letters', 'a'.repeat(60_000)],
  ])('may not be %s', (_, body) => {
    expect(asBody(body)).toBe('text-too-long')
  })

  it.each(blanks)('may not be only %s', (_, body) => {
    expect(asBody(body)).toBe('empty-text')
  })

  it.each(halves)('may not hold %s', (_, body) => {
    expect(asBody(body)).toBe('bad-text')
  })

  it('may not hold any control character but tab and line break', () => {
    for (let unit = 0; unit < 0xa0; unit += 1) {
      if (unit >= 0x20 && unit < 0x7f) continue
      const allowed = [0x09, 0x0a, 0x0d].includes(unit)
      expect(asBody(`a${String.fromCharCode(unit)}b`), `U+${unit.toString(16)}`).toBe(
        allowed ? 'fine' : 'bad-text',
      )
    }
  })

  it.each([[null], [1], [['a']], [{ text: 'a' }], [true]])('may not be %j', (body) => {
    expect(asBody(body)).toMatch(/^bad-(body|frame)$/)
  })

  it('is kept to the letter', () => {
    const body = '  e\u0301 \n'
    expect(decodeClient(JSON.stringify({ ...clientSamples.say, body }), 'group')).toHaveProperty(
      'frame.body',
      body,
    )
  })
})

describe('a name', () => {
  it.each([
    ['one letter', 'a'],
    ['32 letters', 'a'.repeat(limits.nameLength)],
    ['32 emoji', '😀'.repeat(limits.nameLength)],
    ['32 letters with blanks around them', `  ${'a'.repeat(limits.nameLength)}  `],
    ['32 letters that are 64 before they are normalised', 'e\u0301'.repeat(limits.nameLength)],
    ['five marks on a letter', `x${'\u0328'.repeat(5)}`],
    ['Chinese, with a space between', '小 明'],
  ])('may be %s', (_, name) => {
    expect(asName(name)).toBe('fine')
  })

  it.each([
    ['33 letters', 'a'.repeat(limits.nameLength + 1)],
    ['33 emoji', '😀'.repeat(limits.nameLength + 1)],
    ['60,000 letters', 'a'.repeat(60_000)],
    ['six marks on a letter', `x${'\u0328'.repeat(6)}`],
    ['two lines', 'a\nb'],
    ['a tab', 'a\tb'],
    ['a line separator', 'a\u2028b'],
    ['a mark that turns the text', 'a\u202eb'],
    ['an isolate', 'a\u2066b'],
    ['a null character', 'a\u0000b'],
    ['a number', 5],
    ['a list', ['a']],
    ['null', null],
  ])('may not be %s', (_, name) => {
    expect(asName(name)).toBe('bad-name')
  })

  it.each(blanks)('may not be only %s', (_, name) => {
    expect(asName(name)).toBe('bad-name')
  })

  it.each(halves)('may not hold %s', (_, name) => {
    expect(asName(name)).toBe('bad-name')
  })

  it('is tidied to one form without blanks around it', () => {
    expect(tidyName(' e\u0301\u3000')).toBe('\u00e9')
  })

  it.each([
    ['a mark alone', '\u0301'],
    ['a mark on a blank', ' \u0301 '],
    ['a musical null', '\u{1d159}'],
    ['a place for an object', '\ufffc'],
    ['annotations', '\ufff9\ufffa\ufffb'],
  ])('may not be only %s', (_, name) => {
    expect(asName(name)).toBe('bad-name')
  })

  it.each([
    ['a zero-width space', 'Ann\u200b', 'Ann'],
    ['a joiner behind it', 'Ann\u200d', 'Ann'],
    ['a soft hyphen', 'An\u00adn', 'Ann'],
    ['a place for an object', '\ufffcAnn', 'Ann'],
    ['a variation selector', 'Ann\ufe0f\u{e0100}', 'Ann'],
    ['tags', 'Ann\u{e0041}\u{e007f}', 'Ann'],
    ['Hangul fillers', '\u3164Ann\u115f\uffa0', 'Ann'],
    ['an empty Braille cell', 'Ann\u2800', 'Ann'],
    ['blanks of any sort between', 'Ann\u00a0\u2800 \u3000Lee', 'Ann Lee'],
    ['a mark on a blank', '\u0301Ann \u0301Lee', 'Ann Lee'],
    ['a selector behind what is a picture anyway', '\u{1f44d}\ufe0f', '\u{1f44d}'],
    ['a non-joiner behind a letter that does not join', '\u0631\u200c\u0636\u0627', '\u0631\u0636\u0627'],
    ['a joiner between letters that join', '\u0639\u200d\u0644\u06cc', '\u0639\u0644\u06cc'],
  ])('with %s is the name without', (_, name, tidy) => {
    expect(asName(name)).toBe('fine')
    expect(tidyName(name)).toBe(tidy)
  })

  it.each([
    ['a Persian word with its non-joiner', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['a Sinhala word with its joiner', '\u0dc1\u0dca\u200d\u0dbb\u0dd3'],
    ['a Bengali word with its joiner', '\u09b0\u200d\u09cd\u09af\u09be\u09ac'],
    ['a Hindi word with its non-joiner', '\u0915\u094d\u200c\u0937'],
    ['a Mongolian word with its selector', '\u1820\u180b'],
    ['a family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
    ['a rainbow flag', '\u{1f3f3}\ufe0f\u200d\u{1f308}'],
    ['a heart', '\u2764\ufe0f'],
    ['a keycap', '1\ufe0f\u20e3'],
    ['the flag of Scotland', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['a hand with its colour', '\u{1f44d}\u{1f3fd}'],
    ['Devanagari and Thai with their marks', '\u0939\u093f\u0928\u094d\u0926\u0940 \u0e17\u0e35\u0e48'],
  ])('keeps %s', (_, name) => {
    expect(tidyName(name)).toBe(name)
    expect(asName(name)).toBe('fine')
  })

  it('is told from no other by what shows nothing, wherever that stands', () => {
    const nothing = fc.constantFrom(
      '\u200b',
      '\u2060',
      '\u00ad',
      '\ufeff',
      '\u034f',
      '\ufffc',
      '\u{e0100}',
      '\u2064',
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), nothing, fc.nat(20), (name, mark, at) => {
        const parts = [...name]
        return tidyName([...parts.slice(0, at), mark, ...parts.slice(at)].join('')) === tidyName(name)
      }),
    )
  })

  it('that is a name stays one when it is tidied again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const once = tidyName(text)
        return tidyName(once) === once && isName(tidyName(once)) === isName(once)
      }),
    )
  })
})

describe('the note of an invitation', () => {
  it.each([
    ['nothing', ''],
    ['a blank', ' '],
    ['100 letters', 'a'.repeat(limits.noteLength)],
    ['100 emoji', '😀'.repeat(limits.noteLength)],
  ])('may be %s', (_, note) => {
    expect(asNote(note)).toBe('fine')
  })

  it.each([
    ['101 letters', 'a'.repeat(limits.noteLength + 1), 'text-too-long'],
    ['101 emoji', '😀'.repeat(limits.noteLength + 1), 'text-too-long'],
    ['two lines', 'a\nb', 'bad-text'],
    ['a mark that turns the text', 'a\u202eb', 'bad-text'],
    ['six marks on a letter', `x${'\u0328'.repeat(6)}`, 'bad-text'],
    ['half a character', '\ud83d', 'bad-text'],
    ['a number', 5, 'bad-frame'],
    ['null', null, 'bad-frame'],
  ])('may not be %s', (_, note, code) => {
    expect(asNote(note)).toBe(code)
  })
})
