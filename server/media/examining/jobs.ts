import { drawImage } from './draw-image'
import { portrait, small } from './picture'
import { lookAtVideo } from './video'
import { lookAtVoice } from './voice'

/** All that is ever done with bytes that came from people. Each rejects with `MediaRefused`. */
export const jobs = {
  image: drawImage,
  voice: lookAtVoice,
  video: lookAtVideo,
  avatar: portrait,
  poster: small,
}

export type Jobs = typeof jobs
