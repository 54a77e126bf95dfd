/** Lines of a bubble beyond which a text is folded: about a screen of a phone. */
const foldedLines = 30
/** Full-width characters in a line of the widest bubble; of others there are twice as many. */
const lineWidth = 24

/** Whether a text fills some 30 lines and more. Reckoned, not measured: a phone measures only what it has drawn. */
export function isLong(text: string): boolean {
  let lines = 0
  for (const line of text.split('\n', foldedLines + 1)) {
    lines += Math.max(1, Math.ceil(widthOf(line) / lineWidth))
    if (lines > foldedLines) return true
  }
  return false
}

/** In full-width characters. */
function widthOf(line: string): number {
  let width = 0
  for (let at = 0; at < line.length; at += 1) width += line.charCodeAt(at) > 0x2ff ? 1 : 0.5
  return width
}
