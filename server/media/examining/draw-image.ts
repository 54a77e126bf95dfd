import { limits, type MediaBodyOf } from '#protocol'
import { MediaRefused } from '../media-refused'
import { copyGif } from './copy-gif'
import { copyWebp } from './copy-webp'
import { drawn, type PictureType, pictureFormats, pictureIn, type Sent, thumbOf } from './picture'
import { type Opening, open, sharp } from './sharp'

/** Pixels of a side of a picture as it is kept; what is larger is made smaller. */
const side = 4_096
/** Pixels that the shorter side keeps all the same: a long picture of a screen stays as wide as the screen, and can be read. */
const readable = 1_080

export type Drawn = Omit<MediaBodyOf<'image'>, 'media'> & { thumb: Uint8Array }

/**
 * Draws a picture anew into another file: what comes out holds pixels and nothing else, no place where it was taken, no script
 * behind its end. Turned upright, moving ones still move.
 */
export async function drawImage(from: string, to: string): Promise<Drawn> {
  const sent = await pictureIn(from)
  return drawn(sent, async (opening) => {
    const kept = await draw(sent, to, opening)
    const thumb = await thumbOf(open(to))
    return { type: sent.type, ...kept, ...(canMove(sent.type) && { moving: sent.pages > 1 }), thumb }
  })
}

/** How the frames of one that moves are kept as they are. */
const copies = { 'image/gif': copyGif, 'image/webp': copyWebp }

function canMove(type: PictureType): type is keyof typeof copies {
  return Object.hasOwn(copies, type)
}

type Kept = Pick<Drawn, 'size' | 'width' | 'height'>

async function draw(sent: Sent, to: string, opening: Opening): Promise<Kept> {
  if (sent.pages > 1 && sent.orientation > 1) return turnFrames(sent, to)
  if (sent.pages > 1 && canMove(sent.type)) return copyFrames(sent, copies[sent.type], to)
  const { format, options } = pictureFormats[sent.type]
  const box = boxFor(sent)
  const { size, width, height, pageHeight } = await open(sent.path, { ...opening, animated: sent.pages > 1 })
    .autoOrient()
    .resize({ ...box, fit: 'inside', withoutEnlargement: true })
    .toFormat(format, options)
    .toFile(to)
  return { size, width, height: pageHeight ?? height }
}

/** The box that a picture has to fit into, as it stands upright. */
function boxFor({ width, height, orientation }: Sent): { width: number; height: number } {
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)]
  const scale = Math.min(1, Math.max(side / longer, readable / shorter), limits.imageSide / longer)
  const [wide, high] = [width, height].map((one) => Math.max(1, Math.round(one * scale)))
  const upright = { width: wide ?? 1, height: high ?? 1 }
  // From 5 on a quarter turn is among them.
  return orientation < 5 ? upright : { width: upright.height, height: upright.width }
}

/** What moves is made of as many pixels as a film: its frames are looked at one by one, and kept as they are. */
async function copyFrames({ path, width, height }: Sent, copy: typeof copyGif, to: string): Promise<Kept> {
  if (Math.max(width, height) > side) throw new MediaRefused('too-many-pixels')
  const size = await copy(path, to)
  // Each frame of what is kept can be drawn.
  await open(to, { animated: true }).resize({ width: 1 }).raw().toBuffer()
  return { size, width, height }
}

/** libvips turns no picture of several frames: each is turned by itself, and they are put together again. */
async function turnFrames({ path, type, pages }: Sent, to: string): Promise<Kept> {
  const { delay, loop } = await open(path, { animated: true }).metadata()
  const frames: Buffer[] = []
  let raw = { width: 0, height: 0, channels: 4 as const }
  for (let page = 0; page < pages; page += 1) {
    const frame = open(path, { page }).autoOrient().ensureAlpha().raw()
    const { data, info } = await frame.toBuffer({ resolveWithObject: true })
    frames.push(data)
    raw = { width: info.width, height: info.height, channels: 4 }
  }
  const { width, height: pageHeight } = raw
  const { format, options } = pictureFormats[type]
  const { size } = await sharp(Buffer.concat(frames), {
    raw: { ...raw, height: pageHeight * pages, pageHeight },
  })
    .toFormat(format, { ...options, ...(delay && { delay }), ...(loop !== undefined && { loop }) })
    .toFile(to)
  return { size, width, height: pageHeight }
}
