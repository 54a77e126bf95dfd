import { readFile } from 'node:fs/promises'
import { MediaRefused } from '../media-refused'

/** A frame of a sound: how long it is in bytes and in milliseconds. One that only tells of the others lasts none. */
interface Frame {
  bytes: number
  ms: number
}

/** `isFirst`: nothing of the sound stands before it. */
type FrameAt = (bytes: Buffer, at: number, isFirst?: boolean) => Frame | undefined

/**
 * Milliseconds of a sound that is a row of frames, all of them counted: heads that tell a length may be wrong or missing, as in an
 * MP3 of variable rate without one. Rejects with `MediaRefused` where there is no frame.
 */
export async function lengthOfFrames(path: string, frameAt: FrameAt): Promise<number> {
  // A voice has few megabytes; each byte is looked at once or twice.
  const bytes = await readFile(path)
  let ms = 0
  let isInRow = false
  let frames = 0
  for (let at = tagBytes(bytes); at + 4 <= bytes.length; ) {
    const frame = frameAt(bytes, at, frames === 0)
    const end = at + (frame?.bytes ?? 0)
    // By chance any bytes may look like a head: outside of a row it counts when another follows.
    isInRow = frame !== undefined && end <= bytes.length && (isInRow || isFollowed(bytes, end, frameAt))
    if (frame && isInRow) {
      ms += frame.ms
      frames += 1
    }
    at = isInRow ? end : at + 1
  }
  if (ms === 0) throw new MediaRefused('broken-file')
  return Math.round(ms)
}

function isFollowed(bytes: Buffer, end: number, frameAt: FrameAt): boolean {
  return end === bytes.length || frameAt(bytes, end) !== undefined
}

/** Bytes of an ID3 tag (id3.org, 2.4.0, 3.1), which may hold a picture with anything in it; its size has seven bits a byte. */
function tagBytes(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 3) !== 'ID3' || bytes.length < 10) return 0
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[at] ?? 0) & 0x7f), 0)
  return 10 + size
}

/** Kilobits a second by their number in the head, of layer III (ISO/IEC 11172-3 and 13818-3). */
const rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const hertz = [44_100, 48_000, 32_000]
/** By what the samples a second of the versions 2.5, none, 2 and 1 are divided. */
const divisors = [4, 0, 2, 1]
const layer3 = 1

/** A frame of an MP3. The other layers of MPEG do not play everywhere. */
export function mp3Frame(bytes: Buffer, at: number, isFirst = false): Frame | undefined {
  if (at + 4 > bytes.length) return undefined
  const head = bytes.readUInt32BE(at)
  const version = (head >>> 19) & 3
  const divisor = divisors[version] ?? 0
  const kilobits = (version === 3 ? rates1 : rates2)[(head >>> 12) & 15] ?? 0
  const rate = hertz[(head >>> 10) & 3]
  const isHead = head >>> 21 === 0x7ff && ((head >>> 17) & 3) === layer3
  if (!isHead || divisor === 0 || kilobits === 0 || rate === undefined) return undefined
  const perSecond = rate / divisor
  const samples = version === 3 ? 1_152 : 576
  const padding = (head >>> 9) & 1
  const size = Math.floor((samples / 8) * ((kilobits * 1_000) / perSecond)) + padding
  const isSound = !isAbout(bytes, at, head) && !(isFirst && isEmpty(bytes, at, head))
  return { bytes: size, ms: isSound ? (samples / perSecond) * 1_000 : 0 }
}

/** Bytes and bits of what stands in front of the sound of a frame: in MPEG 1 and in the others, of one channel and of two. */
const sideBytes = { mono: [17, 9], stereo: [32, 17] } as const
const bitsBefore = { mono: [18, 9], stereo: [20, 10] } as const

function sideOf(head: number): { channels: 'mono' | 'stereo'; version: 0 | 1 } {
  const isMono = ((head >>> 6) & 3) === 3
  return { channels: isMono ? 'mono' : 'stereo', version: ((head >>> 19) & 3) === 3 ? 0 : 1 }
}

/** Whether a frame holds no sound but words about the others, which players do not play: behind the side information. */
function isAbout(bytes: Buffer, at: number, head: number): boolean {
  const { channels, version } = sideOf(head)
  const place = at + 4 + sideBytes[channels][version]
  const word = bytes.toString('latin1', place, place + 4)
  return word === 'Xing' || word === 'Info' || bytes.toString('latin1', at + 36, at + 40) === 'VBRI'
}

/** Whether nothing is in a frame, by its first length (`part2_3_length`): as the first one it is the encoder's delay, and no sound. */
function isEmpty(bytes: Buffer, at: number, head: number): boolean {
  const { channels, version } = sideOf(head)
  const hasChecksum = ((head >>> 16) & 1) === 0
  const bit = bitsBefore[channels][version]
  const place = at + 4 + (hasChecksum ? 2 : 0) + (bit >> 3)
  if (place + 4 > bytes.length) return false
  return ((bytes.readUInt32BE(place) >>> (20 - (bit & 7))) & 0xfff) === 0
}

/** Samples a second by their number (ISO/IEC 14496-3). */
const adtsHertz = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
]

/** A frame of AAC as it is streamed (ADTS). */
export function adtsFrame(bytes: Buffer, at: number): Frame | undefined {
  if (at + 7 > bytes.length) return undefined
  const isHead = (bytes.readUInt16BE(at) & 0xfff6) === 0xfff0
  const rate = adtsHertz[((bytes[at + 2] ?? 0) >> 2) & 15]
  const size = (bytes.readUInt32BE(at + 2) >>> 5) & 0x1fff
  // `size` stands from bit 30 of the head on: 13 bits.
  if (!isHead || rate === undefined || size < 7) return undefined
  const blocks = ((bytes[at + 6] ?? 0) & 3) + 1
  return { bytes: size, ms: ((blocks * 1_024) / rate) * 1_000 }
}
