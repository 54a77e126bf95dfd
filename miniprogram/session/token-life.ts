const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The text behind base64url, as far as it is ASCII. Mini-programs have no `atob`. */
function fromBase64Url(encoded: string): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const character of encoded) {
    held = ((held << 6) | Math.max(0, alphabet.indexOf(character))) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    text += String.fromCharCode((held >> bits) & 0xff)
  }
  return text
}

/** How many milliseconds a token lives from its making, by its own words; nothing if it does not say. */
export function lifeOf(token: string): number | undefined {
  try {
    const { iat, exp } = JSON.parse(fromBase64Url(token.split('.')[1] ?? '')) as Record<string, unknown>
    if (typeof iat !== 'number' || typeof exp !== 'number') return undefined
    return (exp - iat) * 1000
  } catch {
    return undefined
  }
}
