import type { ServerFrame } from '#protocol'

/** First byte of a whole, unfragmented text frame: FIN and opcode 1 (RFC 6455, 5.2). */
const wholeText = 0x81

/** A frame as it goes over a socket that does not seal, header and all. */
export function encode(frame: ServerFrame): Uint8Array {
  return frameOf(JSON.stringify(frame))
}

/** The bytes of one text message on a socket. */
export function frameOf(text: string): Uint8Array {
  const length = Buffer.byteLength(text)
  const header = headerSize(length)
  const bytes = Buffer.allocUnsafe(header + length)
  bytes[0] = wholeText
  if (header === 2) bytes[1] = length
  else if (header === 4) {
    bytes[1] = 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 127
    bytes.writeBigUInt64BE(BigInt(length), 2)
  }
  bytes.write(text, header)
  return bytes
}

function headerSize(length: number): number {
  if (length < 126) return 2
  return length < 65_536 ? 4 : 10
}
