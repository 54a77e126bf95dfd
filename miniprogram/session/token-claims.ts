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

interface Claims {
  sub?: unknown
  iat?: unknown
  exp?: unknown
}

/** What a token says of itself; nothing if it cannot be read. */
function claimsOf(token: string): Claims {
  try {
    return (JSON.parse(fromBase64Url(token.split('.')[1] ?? '')) as Claims | null) ?? {}
  } catch {
    return {}
  }
}

/** When a token was made and when it ends, by its own words and the server's clock; nothing if it does not say. */
export function lifeOf(token: string): { made: number; ends: number } | undefined {
  const { iat, exp } = claimsOf(token)
  if (typeof iat !== 'number' || typeof exp !== 'number') return undefined
  return { made: iat * 1000, ends: exp * 1000 }
}

/** The id of whom a token speaks for, by its own words; nothing if it does not say. */
export function personOf(token: string): string | undefined {
  const { sub } = claimsOf(token)
  return typeof sub === 'string' ? sub : undefined
}
