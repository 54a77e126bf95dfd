import { isFileName, limits } from '#protocol'

const fallback = 'file'
/** Bytes of UTF-8 that a name may have: file systems take 255, and phones put something of their own beside it. */
const mostBytes = 200
/** Characters of an ending that is kept when a name is cut. */
const endingLength = 16
/**
 * Control characters, halves of characters, line breaks, what could be a path or a command, and the marks that turn the direction of
 * the text after them (`exe.gpj` for `jpg.exe`). Joiners stay: Persian words and families of emoji are written with them.
 */
const unwanted = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}:*?"<>|\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const nothingVisible = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u
/** What people see as one character is not cut apart. */
const characters = new Intl.Segmenter()

/**
 * What a name becomes that somebody gave a file: its last part, without what could be a path, a command or a trick, and short
 * enough; else to the letter, in the form NFC. Always a name by `isFileName`.
 */
export function tidyFileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(unwanted, '')
    .replace(/^[.\s]+/, '')
    .trim()
  const name = cut(plain)
  return isFileName(name) && !nothingVisible.test(name) ? name : fallback
}

/** Cut in the middle, for the ending says what it is. */
function cut(name: string): string {
  if (isShort(name)) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= endingLength ? name.slice(dot) : ''
  let kept = ''
  for (const { segment } of characters.segment(name.slice(0, name.length - ending.length))) {
    if (!isShort(kept + segment + ending)) break
    kept += segment
  }
  return (kept.trim() + ending).trim()
}

function isShort(name: string): boolean {
  return Array.from(name).length <= limits.fileNameLength && Buffer.byteLength(name) <= mostBytes
}
