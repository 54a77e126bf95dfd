import { type FileHandle, open } from 'node:fs/promises'

/** What a list must know of a video before it has it. */
export interface Outline {
  duration: number
  width: number
  height: number
}

/** Bytes of the index of a video that is read; ten minutes have far less than one million. */
const mostIndex = 16_777_216
/** Parts at the top of a file that are looked at. */
const mostParts = 1_000

interface Box {
  type: string
  content: Buffer
}

/**
 * Reads milliseconds and pixels from an MP4 or QuickTime file (ISO/IEC 14496-12, "box structure"), turned
 * as it is to be shown. Nothing where there is no index, no picture, or anything that does not fit.
 */
export async function outlineOf(path: string): Promise<Outline | undefined> {
  const file = await open(path)
  try {
    const index = await indexOf(file)
    return index && outline(index)
  } finally {
    await file.close()
  }
}

/** The box `moov`, which may stand before or behind the pictures. */
async function indexOf(file: FileHandle): Promise<Buffer | undefined> {
  const { size: end } = await file.stat()
  const head = Buffer.alloc(16)
  let at = 0
  for (let parts = 0; parts < mostParts && at + 8 <= end; parts += 1) {
    await file.read(head, 0, 16, at)
    const { size, header } = sizeOf(head, end - at)
    if (size < header || at + size > end) return undefined
    if (head.toString('latin1', 4, 8) !== 'moov') at += size
    else if (size > mostIndex) return undefined
    else return (await file.read(Buffer.alloc(size - header), 0, size - header, at + header)).buffer
  }
  return undefined
}

/** A size of 1 says that 64 bits follow, one of 0 that the box goes to the end. */
function sizeOf(head: Buffer, rest: number): { size: number; header: number } {
  const size = head.readUInt32BE(0)
  if (size === 0) return { size: rest, header: 8 }
  if (size !== 1) return { size, header: 8 }
  return head.length < 16 ? { size: 0, header: 16 } : { size: Number(head.readBigUInt64BE(8)), header: 16 }
}

function boxesIn(content: Buffer): Box[] {
  const boxes: Box[] = []
  let rest = content
  while (rest.length >= 8) {
    const { size, header } = sizeOf(rest, rest.length)
    if (size < header || size > rest.length) break
    boxes.push({ type: rest.toString('latin1', 4, 8), content: rest.subarray(header, size) })
    rest = rest.subarray(size)
  }
  return boxes
}

function outline(index: Buffer): Outline | undefined {
  const boxes = boxesIn(index)
  const duration = durationOf(boxes.find(({ type }) => type === 'mvhd')?.content)
  for (const track of boxes.filter(({ type }) => type === 'trak')) {
    const frame = frameOf(boxesIn(track.content).find(({ type }) => type === 'tkhd')?.content)
    if (frame && duration > 0) return { ...frame, duration }
  }
  return undefined
}

/** Milliseconds; 0 where none are told. */
function durationOf(header: Buffer | undefined): number {
  if (!header || header.length < 32) return 0
  const long = header[0] === 1
  const scale = header.readUInt32BE(long ? 20 : 12)
  const units = long ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16)
  const ms = scale === 0 ? 0 : Math.round((units / scale) * 1_000)
  return Number.isSafeInteger(ms) ? ms : 0
}

/** Width and height are numbers of 16.16 bits at the end of the box, behind the matrix that turns them. */
function frameOf(header: Buffer | undefined): { width: number; height: number } | undefined {
  const end = header && (header[0] === 1 ? 96 : 84)
  if (!header || !end || header.length < end) return undefined
  const width = header.readUInt16BE(end - 8)
  const height = header.readUInt16BE(end - 4)
  if (width === 0 || height === 0) return undefined
  // A quarter turn has nothing on the diagonal of the matrix.
  const turned = header.readInt32BE(end - 44) === 0 && header.readInt32BE(end - 40) !== 0
  return turned ? { width: height, height: width } : { width, height }
}
