/** The first byte of a character, by how many more it has. */
const firstByte = [0, 0xc0, 0xe0, 0xf0]

/** The bytes of a text in UTF-8; phones have no TextEncoder. Half of a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (const char of text) {
    const code = wholeCode(char)
    const more = moreBytes(code)
    bytes[length] = (firstByte[more] ?? 0) | (code >> (6 * more))
    for (let at = 1; at <= more; at += 1) bytes[length + at] = 0x80 | ((code >> (6 * (more - at))) & 0x3f)
    length += more + 1
  }
  return bytes.subarray(0, length)
}

/** The text of bytes that are whole UTF-8, as a server of ours sends it. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0
    const more = firstByte.filter((least) => least > 0 && first >= least).length
    let code = more === 0 ? first : first & (0x3f >> more)
    for (let step = 1; step <= more; step += 1) code = (code << 6) | ((bytes[at + step] ?? 0) & 0x3f)
    text += String.fromCodePoint(code)
    at += more + 1
  }
  return text
}

function wholeCode(char: string): number {
  const code = char.codePointAt(0) ?? 0
  return code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
}

function moreBytes(code: number): number {
  if (code < 0x80) return 0
  if (code < 0x800) return 1
  return code < 0x10000 ? 2 : 3
}
