import { stat } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { limits, type MediaBody, type MediaKind } from '#protocol'
import { MediaRefused } from './media-refused'
import { outlineOf } from './mp4'
import { type PictureType, pictureFormats, plain, redraw } from './picture'
import { soundLength, soundTypes } from './sound'

/** An upload whose bytes have been looked at: what a message says of it, and what is to be kept. */
export interface Examined {
  body: MediaBody
  /** The file to keep. */
  path: string
  type: string
  /** The small picture of a picture or a video. */
  thumb?: Buffer
}

export interface ReceivedFile {
  media: string
  /** Where the bytes are; further files with this name and an ending may be made beside it. */
  path: string
  name: string
}

/** Bytes that an upload of each kind may have. */
export const mostBytes: Record<MediaKind, number> = {
  image: limits.imageBytes,
  voice: limits.voiceBytes,
  video: limits.videoBytes,
  file: limits.fileBytes,
}

/**
 * Finds out by its bytes, never by its name, what an upload is, and whether it is what its kind takes.
 * Rejects with `MediaRefused`.
 */
export async function examine(kind: MediaKind, received: ReceivedFile): Promise<Examined> {
  const { size } = await stat(received.path)
  if (size === 0) throw new MediaRefused('empty-file')
  if (size > mostBytes[kind]) throw new MediaRefused('file-too-large')
  if (kind === 'file') return file(received, size)
  const found = await typeOf(received.path)
  if (kind === 'image') return image(received, found)
  return kind === 'voice' ? voice(received, found, size) : video(received, found, size)
}

/** The media type that the bytes of a file have; empty for none that is known. */
export async function typeOf(path: string): Promise<string> {
  // A file that its finder cannot read to the end is of no type.
  return (await fileTypeFromFile(path).catch(() => undefined))?.mime ?? ''
}

function file({ media, path, name }: ReceivedFile, size: number): Examined {
  return { body: { media, name, size }, path, type: 'application/octet-stream' }
}

async function image({ media, path }: ReceivedFile, found: string): Promise<Examined> {
  if (!isPicture(found)) throw new MediaRefused('wrong-type')
  const drawn = `${path}.drawn`
  const { size, width, height, thumb } = await redraw(path, drawn, found)
  if (size > limits.imageBytes) throw new MediaRefused('file-too-large')
  return { body: { media, type: found, size, width, height }, path: drawn, type: found, thumb }
}

export function isPicture(type: string): type is PictureType {
  return Object.hasOwn(pictureFormats, type)
}

async function voice({ media, path }: ReceivedFile, found: string, size: number): Promise<Examined> {
  const type = soundTypes[found]
  if (!type) throw new MediaRefused('wrong-type')
  const duration = await soundLength(path)
  if (duration > limits.voiceMs) throw new MediaRefused('too-long')
  return { body: { media, type, size, duration }, path, type }
}

async function video({ media, path }: ReceivedFile, found: string, size: number): Promise<Examined> {
  const type = found === 'video/mp4' || found === 'video/quicktime' ? found : undefined
  if (!type) throw new MediaRefused('wrong-type')
  const outline = await outlineOf(path)
  if (!outline) throw new MediaRefused('broken-file')
  const { duration, width, height } = outline
  if (duration > limits.videoMs) throw new MediaRefused('too-long')
  if (Math.max(width, height) > limits.imageSide) throw new MediaRefused('too-many-pixels')
  // Its sender may put a picture out of it in place of this one.
  const thumb = await plain(width, height)
  return { body: { media, type, size, width, height, duration }, path, type, thumb }
}
