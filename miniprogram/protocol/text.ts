import type { Field } from './fields'
import { limits } from './limits'

/** Blanks, and what shows nothing although it is no blank: an empty Braille cell, a place for an object, a musical null. */
const invisible = '^[\\s\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffc\\u{1d159}]*$'
/** As texts, for the compiler of DevTools (miniprogram-ci 2.1.42) writes each property of a literal out: 4 KB for these two. */
const nothingVisible = new RegExp(invisible, 'u')
// Without look-behind, which iOS before 16.4 cannot parse.
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?:^|[^\ud800-\udbff])[\udc00-\udfff]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/
/** Line breaks and the marks that turn the direction of the text after them. */
const breaksOrTurns = /[\t\n\r\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/
/** More marks on one letter than any language writes: they spill over the lines around them. */
const sixMarks = '\\p{M}{6}'
const pileOfMarks = new RegExp(sixMarks, 'u')

/** How many characters (code points) a text has. */
export function lengthOf(text: string): number {
  let length = text.length
  for (let at = 1; at < text.length; at += 1) {
    if (isHighHalf(text.charCodeAt(at - 1)) && isLowHalf(text.charCodeAt(at))) length -= 1
  }
  return length
}

function isHighHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** Without half a character, and without control characters. */
export function isWhole(text: string): boolean {
  return !loneSurrogate.test(text) && !control.test(text)
}

/** Without line breaks, marks that turn the direction, and piles of marks; and whole. */
export function isOneLine(text: string): boolean {
  return isWhole(text) && !breaksOrTurns.test(text) && !pileOfMarks.test(text)
}

/** The body of a text message: kept to the letter, line breaks and tabs included. */
export const textBody: Field<string> = {
  problem(value, path) {
    if (typeof value !== 'string') return { code: 'bad-frame', message: `${path} must be a text.` }
    // The first test is cheap, and spares the second one a text of 64 KiB.
    if (value.length > 2 * limits.textLength || lengthOf(value) > limits.textLength)
      return { code: 'text-too-long', message: `${path} is longer than ${limits.textLength} characters.` }
    if (nothingVisible.test(value)) return { code: 'empty-text', message: `${path} is blank.` }
    if (!isWhole(value))
      return { code: 'bad-text', message: `${path} holds half a character or a control character.` }
    return undefined
  },
}

/** A short line for people to read: an invitation's note. May be empty. */
export const noteText: Field<string> = {
  problem(value, path) {
    if (typeof value !== 'string') return { code: 'bad-frame', message: `${path} must be a text.` }
    if (lengthOf(value) > limits.noteLength)
      return { code: 'text-too-long', message: `${path} is longer than ${limits.noteLength} characters.` }
    if (!isOneLine(value))
      return { code: 'bad-text', message: `${path} holds characters that a note may not have.` }
    return undefined
  },
}
