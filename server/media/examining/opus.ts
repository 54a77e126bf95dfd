import type { IsoBoxes } from './iso-boxes'

/** Milliseconds of a frame in each of the 32 configurations (RFC 6716, 3.1, table 2). */
const silk = [10, 20, 40, 60]
const hybrid = [10, 20]
const celt = [2.5, 5, 10, 20]

/** Milliseconds of the Opus packet at a place: its first byte says how long its frames are and how many there are. */
export function opusMs(boxes: IsoBoxes, at: number): number {
  const head = boxes.byte(at)
  const configuration = head >> 3
  const lengths = configuration < 12 ? silk : configuration < 16 ? hybrid : celt
  const frame = lengths[configuration % lengths.length] ?? 0
  const code = head & 3
  const frames = code === 0 ? 1 : code < 3 ? 2 : boxes.byte(at + 1) & 0x3f
  // A packet has at most 120 ms.
  return Math.min(120, frame * frames)
}
