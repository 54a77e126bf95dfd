import { isFileName, limits } from '#protocol'

const fallback = 'file'
/** Characters of an ending that is kept when a name is cut. */
const endingLength = 16
const unwanted = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}:*?"<>|]/gu

/**
 * What a name becomes that somebody gave a file: its last part, without what could be a path, a command
 * or a trick, and short enough. Always a name by `isFileName`.
 */
export function tidyFileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(unwanted, '')
    .replace(/^[.\s]+/, '')
    .trim()
  const name = cut(plain)
  return isFileName(name) ? name : fallback
}

/** Cut in the middle, for the ending says what it is. */
function cut(name: string): string {
  const characters = Array.from(name)
  if (characters.length <= limits.fileNameLength) return name
  const dot = characters.lastIndexOf('.')
  const ending = dot > 0 && characters.length - dot <= endingLength ? characters.slice(dot) : []
  return [...characters.slice(0, limits.fileNameLength - ending.length), ...ending].join('').trim()
}
