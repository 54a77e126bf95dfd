import { limits } from '#protocol'
import { MediaRefused } from '../media-refused'
import { type Opening, open, refusing, type Sharp, sharp } from './sharp'
import { typeOf } from './type-of'

/** Pixels of a side of the small one that lists show. */
const thumbSide = 480
/** Pixels of a picture that has to be in memory as a whole before a line of it can be drawn. */
const heldPixels = 50_000_000
/** Pixels of one that moves and is to be turned, for which all its frames lie in memory side by side. */
const turnedPixels = 12_500_000
/** Pixels of a side of what is sent: the most that a JPEG can have. */
const longestSide = 65_535

/**
 * Of all JPEGs that are drawn. Codes made for the one picture would hold all of it in memory twice, 70 MB for the largest that is kept,
 * and a fifth more time, to save two to three per cent of the bytes of a photo.
 */
const jpeg = { quality: 85, optimiseCoding: false } as const

export const pictureFormats = {
  'image/jpeg': { format: 'jpeg', options: jpeg },
  // Of the levels of zlib the one that takes half the time of the usual one, for two per cent more bytes.
  'image/png': { format: 'png', options: { compressionLevel: 3 } },
  'image/gif': { format: 'gif', options: {} },
  'image/webp': { format: 'webp', options: { quality: 85, effort: 1 } },
} as const

export type PictureType = keyof typeof pictureFormats

/** A picture that may be drawn. */
export interface Sent {
  path: string
  type: PictureType
  /** Moves, which only some of its formats can. */
  pages: number
  /** Sides as they lie in the file, and how they are to be turned (EXIF, 1 to 8). */
  width: number
  height: number
  orientation: number
}

/** Finds out what a file is, by what its head says, before a single pixel is made of it. Rejects with `MediaRefused`. */
export async function pictureIn(path: string): Promise<Sent> {
  const found = await typeOf(path)
  // A PNG that moves; who does not know that shows its first picture.
  const type = found === 'image/apng' ? 'image/png' : found
  if (!isPicture(type)) throw new MediaRefused('wrong-type')
  const about = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (!about) throw new MediaRefused('broken-file')
  const { width, height, pages = 1, isProgressive, orientation = 1 } = about
  const isHeld = pages > 1 || isProgressive || type === 'image/webp'
  const isTurned = pages > 1 && orientation > 1
  const most = isTurned ? turnedPixels : isHeld ? heldPixels : limits.imagePixels
  if (width * height * pages > most || Math.max(width, height) > longestSide)
    throw new MediaRefused('too-many-pixels')
  return { path, type, pages, width, height, orientation }
}

/** Draws a picture: a JPEG that ends early, too, if little of it is missing. Rejects with `MediaRefused`. */
export function drawn<T>({ path, type }: Sent, draw: (opening: Opening) => Promise<T>): Promise<T> {
  return refusing(async () => {
    try {
      return await draw({})
    } catch (error) {
      if (type !== 'image/jpeg' || !(await isMostlyThere(path))) throw error
      return await draw({ incomplete: true })
    }
  })
}

function isPicture(type: string): type is PictureType {
  return Object.hasOwn(pictureFormats, type)
}

/** Draws a picture anew as an avatar: a square of its middle, as a JPEG. It does not move. */
export async function portrait(from: string, side: number): Promise<Uint8Array> {
  const sent = await pictureIn(from)
  return drawn(sent, (opening) =>
    open(from, opening)
      .autoOrient()
      .resize({ width: side, height: side, fit: 'cover' })
      .flatten({ background: '#fff' })
      .jpeg(jpeg)
      .toBuffer(),
  )
}

/** Draws a picture anew as the small one that stands for a video. */
export async function small(from: string): Promise<Uint8Array> {
  const sent = await pictureIn(from)
  return drawn(sent, (opening) => thumbOf(open(from, opening).autoOrient()))
}

/** What stands for a video without a picture: nothing but its shape. */
export function plain(width: number, height: number): Promise<Uint8Array> {
  const scale = Math.min(1, thumbSide / Math.max(width, height))
  const [wide, high] = [width, height].map((one) => Math.max(1, Math.round(one * scale)))
  const create = { width: wide ?? 1, height: high ?? 1, channels: 3, background: '#14241d' } as const
  return sharp({ create }).jpeg({ quality: 75 }).toBuffer()
}

export function thumbOf(picture: Sharp): Promise<Uint8Array> {
  return picture
    .resize({ width: thumbSide, height: thumbSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 75 })
    .toBuffer()
}

/** Rows and columns of a picture as it is looked at for what is missing, and rows that may be. */
const sampleSide = 64
const mostMissing = 8
/** What libjpeg makes of a block that is not there, one step of rounding aside. */
const missing = 128

/**
 * Whether a JPEG that ends too early is there but for its end: without its end mark, or a few rows, people see no difference, and
 * half a picture is a damaged one.
 */
async function isMostlyThere(path: string): Promise<boolean> {
  const raw = await open(path, { incomplete: true })
    .resize({ width: sampleSide, height: sampleSide, fit: 'fill' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer()
    .catch(() => Buffer.alloc(0))
  const row = raw.length / sampleSide
  let grey = 0
  while (grey < sampleSide && isGrey(raw.subarray(raw.length - (grey + 1) * row, raw.length - grey * row)))
    grey += 1
  return grey <= mostMissing
}

function isGrey(row: Buffer): boolean {
  return row.every((level) => Math.abs(level - missing) <= 1)
}
