import { readFile, writeFile } from 'node:fs/promises'
import { MediaRefused } from '../media-refused'

/** Of the whole, and of one frame: pixels, and how they move. EXIF, XMP, colour profiles and what is unknown are left out. */
const ofFile = ['VP8X', 'ANIM', 'ANMF']
const ofFrame = ['ALPH', 'VP8 ', 'VP8L']
/** In the first byte of `VP8X`: the file moves, and has transparent pixels. What else it may have is left out. */
const keptFlags = 0x02 | 0x10
/** Bytes of a frame's place, size and time, before its chunks. */
const frameHead = 16
const chunkHead = 8
/** `RIFF`, the length, `WEBP`. */
const fileHead = 12

interface Chunk {
  name: string
  content: Buffer
}

/**
 * Copies the frames of a moving WebP, their times and nothing else (RFC 9649, section 2.7). To draw them anew takes seconds for a
 * second of film, and each time they would lose something. Rejects with `MediaRefused`.
 */
export async function copyWebp(from: string, to: string): Promise<number> {
  const bytes = await readFile(from)
  const end = chunkHead + bytes.readUInt32LE(4)
  if (end > bytes.length) throw new MediaRefused('broken-file')
  const parts: Buffer[] = []
  for (const { name, content } of chunksOf(bytes.subarray(fileHead, end), ofFile))
    parts.push(chunk(name, onlyPixels(name, content)))
  const kept = chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...parts]))
  await writeFile(to, kept, { mode: 0o600 })
  return kept.length
}

function onlyPixels(name: string, content: Buffer): Buffer {
  if (name === 'VP8X') return Buffer.concat([Buffer.of((content[0] ?? 0) & keptFlags), content.subarray(1)])
  if (name !== 'ANMF') return content
  const chunks = [...chunksOf(content.subarray(frameHead), ofFrame)]
  return Buffer.concat([content.subarray(0, frameHead), ...chunks.map((one) => chunk(one.name, one.content))])
}

/** The chunks of these names. Each is filled up to an even length. */
function* chunksOf(bytes: Buffer, names: readonly string[]): Iterable<Chunk> {
  for (let at = 0; at + chunkHead <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const begin = at + chunkHead
    const end = begin + bytes.readUInt32LE(at + 4)
    if (end > bytes.length) throw new MediaRefused('broken-file')
    if (names.includes(name)) yield { name, content: bytes.subarray(begin, end) }
    at = end + (end % 2)
  }
}

function chunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(chunkHead)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}
