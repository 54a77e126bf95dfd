import type { Field } from './fields'
import { limits } from './limits'
import { isOneLine, lengthOf } from './text'

/*
 * Names are compared by looking at them: what shows nothing is not in a name, so that no two look the same. All patterns are
 * texts, see `text.ts`, and without look-behind.
 */

/** What shows nothing, but for joiners, selectors and tags, which may mean something, and marks that turn the direction. */
const invisible = new RegExp(
  '(?![\\u061c\\u200c-\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufe0f\\u180b-\\u180f\\u3164\\uffa0\\u115f\\u1160\\u{e0020}-\\u{e007f}])' +
    '[\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffc]',
  'gu',
)
/** Letters without ink: Hangul fillers, an empty Braille cell, a musical null; and blanks, but for line breaks and tabs. */
const blanks = /(?:[\u3164\uffa0\u115f\u1160\u2800\u{1d159}]|(?![\t\n\r\u2028\u2029])\s)+/gu
/** Marks and joiners need a letter to stand on. */
const baseless = '(^|\\s)(?:(?:\\p{M}|\\u200c|\\u200d|[\\u{e0020}-\\u{e007f}])\\s?)+'
const lone = new RegExp(baseless, 'gu')

/** Arabic letters that never join the next one: nothing shows that they are kept from it. */
const unjoined = '[\\u0622-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671\\u0688\\u0691\\u0698\\u06d2]'
const joining = `(?!${unjoined})\\p{Script=Arabic}\\p{M}*`
/** Of Indic scripts: what joins two consonants. */
const virama =
  '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u1039\\u103a\\u17d2]'
const pictograph = '\\p{Extended_Pictographic}(?:\\ufe0f|\\p{Emoji_Modifier})?'

/** Where a joiner, a selector or a tag changes what is seen; anywhere else it shows nothing. */
const meaningful = [
  `${joining}\\u200c(?=\\p{Script=Arabic})`,
  `${joining}\\u200d(?!\\p{Script=Arabic})`,
  `${virama}[\\u200c\\u200d]`,
  `\\p{L}[\\u200c\\u200d](?=${virama})`,
  '\\p{Script=Mongolian}[\\u180b-\\u180f]',
  '\\u{1f3f4}[\\u{e0020}-\\u{e007e}]+\\u{e007f}',
  '[0-9#*]\\ufe0f(?=\\u20e3)',
  `${pictograph}(?:\\u200d${pictograph})*`,
].join('|')
const meaningless = '[\\u200c\\u200d\\ufe0f\\u180b-\\u180f\\u{e0020}-\\u{e007f}]'
const joiners = new RegExp(`(${meaningful})|${meaningless}`, 'gu')
/** An emoji that is a picture anyway. */
const picture = '(\\p{Emoji_Presentation})\\ufe0f'
const selected = new RegExp(picture, 'gu')

/** A name, or another line that people read, in one form for what looks the same: what shows nothing is taken out, a run of blanks is one, and none stands around it. */
export function tidyName(line: string): string {
  return line
    .normalize('NFC')
    .replace(invisible, '')
    .trim()
    .replace(blanks, ' ')
    .replace(lone, '$1')
    .replace(joiners, (_, kept: string | undefined) => kept ?? '')
    .replace(selected, '$1')
    .normalize('NFC')
    .trim()
}

/** Whether a tidied name may be shown to people: visible, on one line, in one direction. */
export function isName(name: string): boolean {
  if (name.length > 4 * limits.nameLength || lengthOf(name) > limits.nameLength) return false
  return tidyName(name) === name && name !== '' && isOneLine(name)
}

/** A name of a person or a room, before it is tidied. */
export const nameText: Field<string> = {
  problem(value, path) {
    // The first test is cheap, and spares the others a text of 64 KiB.
    if (typeof value === 'string' && value.length <= longest && isName(tidyName(value))) return undefined
    return { code: 'bad-name', message: `${path} must have 1 to ${limits.nameLength} visible characters.` }
  },
}

/** UTF-16 units of a name that was not tidied yet. */
const longest = 1_024
