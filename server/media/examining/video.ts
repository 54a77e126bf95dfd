import { limits, type MediaBodyOf } from '#protocol'
import { MediaRefused } from '../media-refused'
import { readMovie } from './iso-movie'
import { plain } from './picture'
import { brandOf } from './type-of'

export type Seen = Omit<MediaBodyOf<'video'>, 'media' | 'size'> & { thumb: Uint8Array }

/** What a list must know of a video before it has it, and the picture that stands for it unless its sender gives one. */
export async function lookAtVideo(path: string): Promise<Seen> {
  const brand = await brandOf(path)
  if (brand === undefined) throw new MediaRefused('wrong-type')
  const { tracks, duration } = readMovie(path, (movie) => movie)
  const seen = tracks.filter(({ handler }) => handler === 'vide')
  if (seen.length === 0) throw new MediaRefused('wrong-type')
  const frame = seen.find(({ frame }) => frame)?.frame
  if (!frame) throw new MediaRefused('broken-file')
  if (duration > limits.videoMs) throw new MediaRefused('too-long')
  const { width, height } = frame
  if (Math.max(width, height) > limits.imageSide) throw new MediaRefused('too-many-pixels')
  const type = brand === 'qt  ' ? 'video/quicktime' : 'video/mp4'
  // A sound goes on for a fraction of a second behind its picture: what is told is the picture.
  const shown = Math.max(...seen.map(({ ms }) => ms)) || duration
  return { type, width, height, duration: shown, thumb: await plain(width, height) }
}
