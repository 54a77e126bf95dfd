import { limits } from '../../protocol/limits'
import { lengthOf } from '../../protocol/text'

/** Characters before the end at which the counter appears. */
const warnAt = 200

/** The length of a text against the limit of a message. `left` is given only near the limit; below 0 it is too long. */
export function countOf(text: string): { isBlank: boolean; left?: number } {
  const isBlank = text.trim() === ''
  // No text has more characters than units: most need no counting.
  if (text.length <= limits.textLength - warnAt) return { isBlank }
  const left = limits.textLength - lengthOf(text)
  return left > warnAt ? { isBlank } : { isBlank, left }
}
