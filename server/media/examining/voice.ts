import { limits, type MediaBodyOf } from '#protocol'
import { MediaRefused } from '../media-refused'
import { readMovie } from './iso-movie'
import { playsEverywhere } from './sound-codec'
import { adtsFrame, lengthOfFrames, mp3Frame } from './sound-frames'
import { brandOf, typeOf } from './type-of'

export type Heard = Omit<MediaBodyOf<'voice'>, 'media' | 'size'>

/** What a sound is, and how long it plays. */
export async function lookAtVoice(path: string): Promise<Heard> {
  const heard = await hear(path)
  if (heard.duration > limits.voiceMs) throw new MediaRefused('too-long')
  return heard
}

async function hear(path: string): Promise<Heard> {
  const type = await typeOf(path)
  if (type === 'audio/mpeg') return { type, duration: await lengthOfFrames(path, mp3Frame) }
  if (type === 'audio/aac') return { type, duration: await lengthOfFrames(path, adtsFrame) }
  if ((await brandOf(path)) === undefined) throw new MediaRefused('wrong-type')
  return { type: 'audio/mp4', duration: soundOf(path) }
}

/** Milliseconds of a file that holds sound alone, of a kind that plays. */
function soundOf(path: string): number {
  return readMovie(path, ({ tracks, duration }, boxes) => {
    const sounds = tracks.filter(({ handler }) => handler === 'soun')
    const isSound = sounds.length > 0 && !tracks.some(({ handler }) => handler === 'vide')
    if (!isSound || !sounds.every((sound) => playsEverywhere(boxes, sound)))
      throw new MediaRefused('wrong-type')
    return duration
  })
}
