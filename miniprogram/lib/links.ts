/** A piece of a text; with `url` it is a link. */
interface LinkPart {
  text: string
  url?: string
}

/**
 * What may stand in a link: the characters of RFC 3986, all of them ASCII. Browsers copy addresses encoded so, and a Chinese
 * sentence goes on right behind one, without a blank.
 */
const link =
  /\b(https?:\/\/(?:\[[\da-f:.]+\]|[\da-z-]+(?:\.[\da-z-]+)*)(?::\d+)?(?:[/?#][\w\-.~:/?#[\]@!$&'()*+,;=%]*)?)/i

/** A text cut into its `http` and `https` links and what stands around them; empty where there is no link. */
export function linksIn(text: string): LinkPart[] {
  // The pattern is a group: what it finds stands between the pieces.
  const pieces = text.split(link)
  if (pieces.length === 1) return []
  const parts: LinkPart[] = []
  let tail = ''
  pieces.forEach((piece, at) => {
    if (at % 2 === 1) {
      const url = withoutTail(piece)
      tail = piece.slice(url.length)
      parts.push({ text: url, url })
    } else if (tail + piece !== '') parts.push({ text: tail + piece })
  })
  return parts
}

const opening: Record<string, string> = { ')': '(', ']': '[' }

/** Without the punctuation of the sentence around it, and without a bracket that was opened before it. */
function withoutTail(url: string): string {
  let end = url.length
  for (; end > 0; end -= 1) {
    const last = url.charAt(end - 1)
    const opens = opening[last]
    if (opens === undefined ? !".,;:!?'*".includes(last) : isOpened(url, end, opens, last)) break
  }
  return url.slice(0, end)
}

function isOpened(url: string, end: number, opens: string, closes: string): boolean {
  let open = 0
  for (let at = 0; at < end; at += 1) {
    if (url.charAt(at) === opens) open += 1
    if (url.charAt(at) === closes) open -= 1
  }
  return open >= 0
}
