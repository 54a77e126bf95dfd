import type { ServerFrame } from '#protocol'
import type { Ready, Wire } from '../../server/chat/ports'

/** A wire without a socket: a line of JSON a frame. */
export const testWire: Wire = {
  encode: (frame) => ({ bytes: Buffer.from(`${JSON.stringify(frame)}\n`), frames: 1 }),
  join: (parts) => ({
    bytes: Buffer.concat(parts.map(({ bytes }) => bytes)),
    frames: parts.reduce((sum, { frames }) => sum + frames, 0),
  }),
  renew: () => undefined,
  gather: (flush) => void setImmediate(flush),
}

export function unpack({ bytes, frames }: Ready): ServerFrame[] {
  const lines = Buffer.from(bytes).toString().split('\n').slice(0, -1)
  if (lines.length !== frames) throw new Error(`${frames} frames were promised, ${lines.length} are there`)
  return lines.map((line) => JSON.parse(line) as ServerFrame)
}
