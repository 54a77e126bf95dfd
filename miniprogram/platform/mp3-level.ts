/** Bytes of the head of a frame, of the check that may follow it, and of what is read behind both. */
const headLength = 4
const checkLength = 2
const readLength = 5
/** The gains that an encoder gives to a whisper, and to a shout. */
const quiet = 145
const loud = 188

/**
 * How loud the newest frame in a piece of an MP3 of 16,000 samples a second and one channel is: 0 to 1. Nothing is decoded:
 * each frame carries by how much its sound is to be made louder (`global_gain`, ISO/IEC 13818-3, 2.4.1.7), which for voices goes
 * with how loud it is. Nothing when there is no frame.
 */
export function levelOf(piece: ArrayBuffer): number | undefined {
  const bytes = new Uint8Array(piece)
  for (let at = bytes.length - headLength - checkLength - readLength; at >= 0; at -= 1) {
    if (!isHead(bytes, at)) continue
    const hasCheck = ((bytes[at + 1] ?? 0) & 1) === 0
    const gain = gainAt(bytes, at + headLength + (hasCheck ? checkLength : 0))
    return Math.max(0, Math.min(1, (gain - quiet) / (loud - quiet)))
  }
  return undefined
}

/** The eleven set bits of every frame, MPEG-2, layer III, and 16,000 samples a second. */
function isHead(bytes: Uint8Array, at: number): boolean {
  const [sync = 0, kind = 0, rate = 0, channels = 0] = bytes.subarray(at, at + headLength)
  const isOne = channels >> 6 === 3
  return sync === 0xff && (kind & 0xfe) === 0xf2 && (rate & 0x0c) === 0x08 && rate >> 4 < 15 && isOne
}

/** Behind 9 bits: how much is in the frame (12 bits), how much of it is large (9), and the gain (8). */
function gainAt(bytes: Uint8Array, at: number): number {
  const bits = (from: number, count: number) => {
    let value = 0
    for (let bit = from; bit < from + count; bit += 1)
      value = value * 2 + (((bytes[at + (bit >> 3)] ?? 0) >> (7 - (bit & 7))) & 1)
    return value
  }
  // An empty frame is silence, whatever its gain.
  return bits(9, 12) === 0 ? 0 : bits(30, 8)
}
