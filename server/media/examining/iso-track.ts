import type { Box, IsoBoxes } from './iso-boxes'

/** A track of a movie, as its index has it. */
export interface Track {
  id: number
  /** `vide`, `soun` and others. */
  handler: string
  /** The type of the description of its samples, such as `avc1` or `mp4a`; empty where there is none. */
  codec: string
  /** The description itself. */
  entry: Box | undefined
  /** Units of its times in a second; 0 where the file does not say. */
  scale: number
  /** Units that its samples last together. */
  units: number
  /** Samples that were counted. */
  samples: number
  /** What the head of the track says of its length, in `scale`. */
  told: number
  /** Units of the movie's scale that its edits show; 0 where nothing was cut. */
  edited: number
  /** Pixels as it is to be shown; nothing for what is not seen. */
  frame: { width: number; height: number } | undefined
}

export function trackOf(boxes: IsoBoxes, trak: Box): Track {
  const track: Track = {
    id: 0,
    handler: '',
    codec: '',
    entry: undefined,
    scale: 0,
    units: 0,
    samples: 0,
    told: 0,
    edited: 0,
    frame: undefined,
  }
  readHead(boxes, boxes.find(trak, 'tkhd'), track)
  const media = boxes.find(trak, 'mdia', 'mdhd')
  if (media) Object.assign(track, timesOf(boxes, media))
  const handler = boxes.find(trak, 'mdia', 'hdlr')
  if (handler) track.handler = boxes.text(handler.from + 8)
  readTable(boxes, boxes.find(trak, 'mdia', 'minf', 'stbl'), track)
  track.edited = editsOf(boxes, boxes.find(trak, 'edts', 'elst'))
  return track
}

/** The scale and the length of `mvhd` or `mdhd`, which are built alike. A length of all ones says that it is not known. */
export function timesOf(boxes: IsoBoxes, { from }: Box): { scale: number; told: number } {
  const isLong = boxes.byte(from) === 1
  const scale = boxes.uint32(from + (isLong ? 20 : 12))
  const told = isLong ? boxes.uint64(from + 24) : boxes.uint32(from + 16)
  const isKnown = isLong ? told < 2 ** 63 : told !== 0xffffffff
  return { scale, told: isKnown ? told : 0 }
}

/** Width and height are numbers of 16.16 bits at the end of the box, behind the matrix that turns them. */
function readHead(boxes: IsoBoxes, head: Box | undefined, track: Track): void {
  if (!head) return
  const isLong = boxes.byte(head.from) === 1
  track.id = boxes.uint32(head.from + (isLong ? 20 : 12))
  const end = head.from + (isLong ? 96 : 84)
  if (end > head.to) return
  const width = boxes.uint16(end - 8)
  const height = boxes.uint16(end - 4)
  if (width === 0 || height === 0) return
  // A quarter turn has nothing on the diagonal of the matrix.
  const turned = boxes.int32(end - 44) === 0 && boxes.int32(end - 40) !== 0
  track.frame = turned ? { width: height, height: width } : { width, height }
}

/** What the samples are, how many, and how long they last. */
function readTable(boxes: IsoBoxes, table: Box | undefined, track: Track): void {
  if (!table) return
  for (const box of boxes.within(table)) {
    if (box.type === 'stsd') {
      const [entry] = boxes.within(box, 8)
      track.entry = entry
      track.codec = entry?.type ?? ''
    } else if (box.type === 'stts') readTimes(boxes, box, track)
  }
}

function readTimes(boxes: IsoBoxes, { from, to }: Box, track: Track): void {
  const end = Math.min(to, from + 8 + 8 * boxes.uint32(from + 4))
  for (let at = from + 8; at + 8 <= end; at += 8) {
    const count = boxes.uint32(at)
    track.samples += count
    track.units += count * boxes.uint32(at + 4)
  }
}

function editsOf(boxes: IsoBoxes, list: Box | undefined): number {
  if (!list) return 0
  const isLong = boxes.byte(list.from) === 1
  const step = isLong ? 20 : 12
  const end = Math.min(list.to, list.from + 8 + step * boxes.uint32(list.from + 4))
  let units = 0
  for (let at = list.from + 8; at + step <= end; at += step)
    units += isLong ? boxes.uint64(at) : boxes.uint32(at)
  return units
}
