import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

/** The media type that the bytes of a file have; empty for none that is known. */
export async function typeOf(path: string): Promise<string> {
  // A file that its finder cannot read to the end is of no type.
  return (await fileTypeFromFile(path).catch(() => undefined))?.mime ?? ''
}

/**
 * The major brand of a file that is built of boxes (ISO/IEC 14496-12), MP4 and its relatives; `qt  ` for a QuickTime
 * file of before there were brands. Nothing where it is something else, or a picture in boxes.
 */
export async function brandOf(path: string): Promise<string | undefined> {
  const type = await typeOf(path)
  if (type.startsWith('image/')) return undefined
  if (type === 'video/quicktime') return 'qt  '
  const file = await open(path)
  try {
    const head = Buffer.alloc(12)
    await file.read(head, 0, 12, 0)
    return head.toString('latin1', 4, 8) === 'ftyp' ? head.toString('latin1', 8, 12) : undefined
  } finally {
    await file.close()
  }
}
