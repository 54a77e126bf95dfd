import type { ServerFrame } from '#protocol'
import type { EncodedFrames, Wire } from '../../server/chat/ports'

/** A wire without a socket: a line of JSON a frame. */
export const testWire: Wire = {
  encode: (frame) => encoded(Buffer.from(`${JSON.stringify(frame)}\n`), 1),
  join: (parts) =>
    encoded(
      Buffer.concat(parts.map(({ plain }) => plain)),
      parts.reduce((sum, { count }) => sum + count, 0),
    ),
  renew: () => undefined,
  gather: (flush) => void setImmediate(flush),
}

/** No socket of a test is sealed: both forms are the same, and no key is needed. */
function encoded(bytes: Uint8Array, count: number): EncodedFrames {
  return { count, plain: bytes, sealed: bytes, keys: [] }
}

export function unpack({ plain, count }: EncodedFrames): ServerFrame[] {
  const lines = Buffer.from(plain).toString().split('\n').slice(0, -1)
  if (lines.length !== count) throw new Error(`${count} frames were promised, ${lines.length} are there`)
  return lines.map((line) => JSON.parse(line) as ServerFrame)
}
