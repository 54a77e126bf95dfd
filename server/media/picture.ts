import pLimit from 'p-limit'
import sharp, { type Sharp } from 'sharp'
import { limits } from '#protocol'
import { TooBusy } from '../accounts/hashing'
import { MediaRefused } from './media-refused'

/** Pixels of a side of a picture as it is kept; what is larger is made smaller. */
const side = 4_096
/** Pixels of a side of the small one that lists show. */
const thumbSide = 480
/** Pixels of both sides of an avatar. */
export const portraitSide = 256
/** Seconds of work on one picture. */
const workSeconds = 30
/** Pictures that are worked on at once, and that may wait: each takes up to 200 MB and a second. */
const atOnce = 2
const mostWaiting = 50

export const pictureFormats = {
  'image/jpeg': { format: 'jpeg', options: { quality: 85 } },
  'image/png': { format: 'png', options: { compressionLevel: 8 } },
  'image/gif': { format: 'gif', options: {} },
  'image/webp': { format: 'webp', options: { quality: 85 } },
} as const

export type PictureType = keyof typeof pictureFormats

/** Files that a picture became. */
export interface Picture {
  size: number
  width: number
  height: number
  thumb: Buffer
}

// The readers of these four formats and no others: no SVG, no PDF, nothing that runs programs.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadNsgif', 'VipsForeignLoadWebp'],
})
sharp.cache(false)
sharp.concurrency(1)

const turn = pLimit(atOnce)

/**
 * Draws a picture anew into another file: what comes out holds pixels and nothing else, no place where
 * it was taken, no script behind its end. Turned upright, moving ones still move.
 */
export async function redraw(from: string, to: string, type: PictureType): Promise<Picture> {
  return inTurn(() => draw(from, to, type))
}

/** Draws a picture anew as an avatar: a square of its middle, as a JPEG. It does not move. */
export async function portrait(from: string): Promise<Buffer> {
  return inTurn(async () => {
    await checkPixels(from)
    return drawn(() =>
      open(from, false)
        .autoOrient()
        .resize({ width: portraitSide, height: portraitSide, fit: 'cover' })
        .flatten({ background: '#fff' })
        .jpeg({ quality: 85 })
        .timeout({ seconds: workSeconds })
        .toBuffer(),
    )
  })
}

/** Draws a picture anew as the small one that stands for a video. */
export async function small(from: string): Promise<Buffer> {
  return inTurn(async () => {
    await checkPixels(from)
    return drawn(() => thumbOf(open(from, false).autoOrient()))
  })
}

/** What stands for a video without a picture: nothing but its shape. */
export function plain(width: number, height: number): Promise<Buffer> {
  const scale = Math.min(1, thumbSide / Math.max(width, height))
  const [wide, high] = [width, height].map((one) => Math.max(1, Math.round(one * scale)))
  const create = { width: wide ?? 1, height: high ?? 1, channels: 3, background: '#14241d' } as const
  return sharp({ create }).jpeg({ quality: 75 }).toBuffer()
}

function thumbOf(picture: Sharp): Promise<Buffer> {
  return picture
    .resize({ width: thumbSide, height: thumbSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 75 })
    .timeout({ seconds: workSeconds })
    .toBuffer()
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (turn.pendingCount >= mostWaiting) throw new TooBusy('too many pictures are waiting to be drawn')
  return turn(work)
}

async function draw(from: string, to: string, type: PictureType): Promise<Picture> {
  const { format, options } = pictureFormats[type]
  await checkPixels(from)
  return drawn(async () => {
    const { size, width, height, pageHeight } = await open(from, true)
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .toFormat(format, options)
      .timeout({ seconds: workSeconds })
      .toFile(to)
    const thumb = await thumbOf(open(to, false))
    return { size, width, height: pageHeight ?? height, thumb }
  })
}

/** What becomes of a picture that cannot be drawn is told by `MediaRefused`. */
async function drawn<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // libvips has no codes, only sentences.
    const full = /no space left/i.test(String(error))
    throw new MediaRefused(full ? 'storage-full' : 'broken-file')
  }
}

function open(path: string, animated: boolean): Sharp {
  return sharp(path, {
    animated,
    failOn: 'error',
    limitInputPixels: limits.imagePixels,
    sequentialRead: true,
  })
}

/** By what the head of the file says, before a single pixel is made of it. */
async function checkPixels(path: string): Promise<void> {
  const about = await sharp(path, { animated: true, limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (!about) throw new MediaRefused('broken-file')
  const { width, height, pages = 1, pageHeight = height } = about
  const all = width * pageHeight * pages
  if (all > limits.imagePixels || Math.max(width, pageHeight) > limits.imageSide)
    throw new MediaRefused('too-many-pixels')
}
