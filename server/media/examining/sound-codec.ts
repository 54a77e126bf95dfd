import type { Box, IsoBoxes } from './iso-boxes'
import type { Track } from './iso-track'

/** Object types of `esds` (mp4ra.org): AAC as MPEG-4 and as MPEG-2 has it, and MP3. */
const aac = [0x40, 0x67]
const mp3 = [0x69, 0x6b]
/** Kinds of AAC (ISO/IEC 14496-3, audio object types): LC, and HE with and without its stereo. */
const aacKinds = [2, 5, 29]
/** Bytes of the description of a sound before the boxes within, by its version in QuickTime. */
const entryBytes = [28, 44, 64]

/**
 * Whether the sound of a track plays on both phone systems and in browsers: AAC-LC, HE-AAC, MP3 and Opus. What others
 * an MP4 may hold plays here and there: AC-3, AMR, ALAC, FLAC. docs/HTTP.md has the sources.
 */
export function playsEverywhere(boxes: IsoBoxes, { codec, entry }: Track): boolean {
  if (codec === 'Opus' || codec === '.mp3') return true
  if (codec !== 'mp4a' || !entry) return false
  const description = descriptionOf(boxes, entry)
  if (!description) return true
  const { object, kind } = objectOf(boxes, description)
  return mp3.includes(object) || (aac.includes(object) && (kind === 0 || aacKinds.includes(kind)))
}

/** The box `esds`, which QuickTime puts into another one. */
function descriptionOf(boxes: IsoBoxes, entry: Box): Box | undefined {
  const skip = entryBytes[boxes.uint16(entry.from + 8)] ?? 28
  for (const box of boxes.within(entry, skip)) {
    if (box.type === 'esds') return box
    if (box.type === 'wave') return boxes.find(box, 'esds')
  }
  return undefined
}

/** What ISO/IEC 14496-1 calls descriptors, one in the other: 3 holds 4, which holds 5. 0 where one is missing. */
function objectOf(boxes: IsoBoxes, { from, to }: Box): { object: number; kind: number } {
  let at = from + 4
  let object = 0
  // Each of them is there once, and few others between them.
  for (let descriptor = 0; descriptor < 10 && at < to; descriptor += 1) {
    const tag = boxes.byte(at)
    at += 1
    while (boxes.byte(at) & 0x80 && at < to) at += 1
    at += 1
    if (tag === 3) at += 3 + optional(boxes.byte(at + 2), boxes.byte(at + 3))
    else if (tag === 4) {
      object = boxes.byte(at)
      at += 13
    } else return { object, kind: tag === 5 ? kindOf(boxes, at) : 0 }
  }
  return { object, kind: 0 }
}

/** Bytes of the fields of descriptor 3 that its flags say are there; `length` is that of an address. */
function optional(flags: number, length: number): number {
  return (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + length : 0) + (flags & 0x20 ? 2 : 0)
}

/** Five bits, and six more where those are all ones. */
function kindOf(boxes: IsoBoxes, at: number): number {
  const bits = boxes.uint16(at)
  const kind = bits >> 11
  return kind === 31 ? 32 + ((bits >> 5) & 0x3f) : kind
}
