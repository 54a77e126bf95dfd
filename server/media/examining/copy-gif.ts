import { readFile, writeFile } from 'node:fs/promises'
import { MediaRefused } from '../media-refused'

/** What tells how often a moving GIF begins anew; every other application's words are left out. */
const loops = ['NETSCAPE2.0', 'ANIMEXTS1.0']
const extension = 0x21
const image = 0x2c
const control = 0xf9
const application = 0xff

/**
 * Copies the frames of a moving GIF, their times and nothing else: no comment, no words of other programs, nothing behind the end
 * (GIF89a, appendix B). To draw them anew takes seconds for a second of film. Rejects with `MediaRefused`.
 */
export async function copyGif(from: string, to: string): Promise<number> {
  const bytes = await readFile(from)
  const parts = [bytes.subarray(0, 13 + tableBytes(bytes[10]))]
  let at = parts[0]?.length ?? 0
  for (let block = bytes[at]; block === extension || block === image; block = bytes[at]) {
    const end = block === image ? imageEnd(bytes, at) : subBlocksEnd(bytes, at + 2)
    if (end > bytes.length) throw new MediaRefused('broken-file')
    if (block === image || isOfFrames(bytes, at)) parts.push(bytes.subarray(at, end))
    at = end
  }
  parts.push(Buffer.from([0x3b]))
  const kept = Buffer.concat(parts)
  await writeFile(to, kept, { mode: 0o600 })
  return kept.length
}

function isOfFrames(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1]
  return (
    label === control || (label === application && loops.includes(bytes.toString('latin1', at + 3, at + 14)))
  )
}

function imageEnd(bytes: Buffer, at: number): number {
  // Behind its place and its colours there is one byte about its code.
  return subBlocksEnd(bytes, at + 10 + tableBytes(bytes[at + 9]) + 1)
}

/** Bytes of the colours that a byte of flags speaks of. */
function tableBytes(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

/** Each begins with its length; one of none is the last. */
function subBlocksEnd(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0)
  return at + 1
}
