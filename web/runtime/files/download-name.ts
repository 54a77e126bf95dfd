/** Bytes of UTF-8: file systems take 255, and browsers put a number or `.part` beside it. */
const mostBytes = 200
/** Characters of an ending that is kept when a name is cut. */
const endingLength = 16

/** A name that every file system takes: to the letter, or, where it is too long, cut in the middle and at a character. */
export function downloadName(name: string): string {
  if (bytesOf(name) <= mostBytes) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= endingLength ? name.slice(dot) : ''
  let kept = ''
  for (const character of charactersOf(name.slice(0, name.length - ending.length))) {
    if (bytesOf(kept + character + ending) > mostBytes) break
    kept += character
  }
  return kept.trim() + ending
}

/** What people see as one character: a family of emojis is not cut apart, where the browser knows (Firefox from 125 on). */
function charactersOf(text: string): string[] {
  if (!('Segmenter' in Intl)) return Array.from(text)
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length
