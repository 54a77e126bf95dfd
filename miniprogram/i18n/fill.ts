/** As texts, for the compiler of DevTools writes each property of a literal out. */
const hanPattern = '\\p{Script=Han}'
const markOrBlankPattern = '[\\p{P}\\p{Z}]'
const han = new RegExp(hanPattern, 'u')
const markOrBlank = new RegExp(markOrBlankPattern, 'u')

/** A text with values in its `{…}`; those that are not given stay as they are. */
export function fill(text: string, params: Record<string, string | number>): string {
  return text
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? String(params[part.slice(1, -1)] ?? part) : part))
    .reduce(join)
}

/**
 * Chinese typography: between a Chinese character and a letter, digit or emoji stands one blank, between two Chinese ones none.
 * However the table has it, for whether a name is Chinese is known only when it is put in.
 */
function join(before: string, after: string): string {
  const [left, right] = [before.replace(/ $/, ''), after.replace(/^ /, '')]
  const [end = '', begin = ''] = [[...left].pop(), [...right][0]]
  if (han.test(end) && han.test(begin)) return left + right
  const isMixed = han.test(end + begin) && end !== '' && begin !== ''
  return isMixed && !markOrBlank.test(end + begin) ? `${left} ${right}` : before + after
}
