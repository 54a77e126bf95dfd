import { stat } from 'node:fs/promises'
import { limits, type MediaBody, type MediaKind } from '#protocol'
import type { Examiner } from './examiner'
import type { Asker } from './examining-place'
import { MediaRefused } from './media-refused'
import { mostBytes } from './most-bytes'

/** An upload whose bytes have been looked at: what a message says of it, and what is to be kept. */
export interface Examined {
  body: MediaBody
  /** The file to keep. */
  path: string
  type: string
  /** The small picture of a picture or a video. */
  thumb?: Uint8Array
}

export interface ReceivedFile {
  media: string
  /** Where the bytes are; further files with this name and an ending may be made beside it. */
  path: string
  name: string
}

/**
 * Finds out by its bytes, never by its name, what an upload is, and whether it is what its kind takes.
 * Rejects with `MediaRefused`, and with the reason of the signal of `asker` when that aborts.
 */
export async function examine(
  kind: MediaKind,
  received: ReceivedFile,
  examiner: Examiner,
  asker: Asker,
): Promise<Examined> {
  const { media, path, name } = received
  const { size } = await stat(path)
  if (size === 0) throw new MediaRefused('empty-file')
  if (size > mostBytes[kind]) throw new MediaRefused('file-too-large')
  // Anything may be a file: nobody looks at it.
  if (kind === 'file') return { body: { media, name, size }, path, type: 'application/octet-stream' }
  if (kind === 'image') return image(received, examiner, asker)
  if (kind === 'voice') {
    const heard = await examiner.examine('voice', [path], asker)
    return { body: { media, size, ...heard }, path, type: heard.type }
  }
  const { thumb, ...seen } = await examiner.examine('video', [path], asker)
  return { body: { media, size, ...seen }, path, type: seen.type, thumb }
}

async function image({ media, path }: ReceivedFile, examiner: Examiner, asker: Asker): Promise<Examined> {
  const drawn = `${path}.drawn`
  const { thumb, ...seen } = await examiner.examine('image', [path, drawn], asker)
  if (seen.size > limits.imageBytes) throw new MediaRefused('file-too-large')
  return { body: { media, ...seen }, path: drawn, type: seen.type, thumb }
}
