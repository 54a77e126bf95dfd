import { play } from '../files/play'
import { streamOf } from '../files/streams'
import type { Builtin } from './define'

/** Shows a picture of a call by its name, without a sound. Only the web room has it. */
export const callVideo: Builtin = {
  properties: { stream: String, mirrored: Boolean, cover: Boolean },
  setup({ element, get, watch, onAttached, onDetached }) {
    const video = document.createElement('video')
    video.muted = true
    video.autoplay = true
    video.playsInline = true
    video.disablePictureInPicture = true
    element.append(video)
    element.addEventListener('wx-aria', () => {
      element.setAttribute('role', 'img')
    })
    const show = () => {
      const stream = streamOf(get<string>('stream')) ?? null
      if (video.srcObject === stream) return
      video.srcObject = stream
      if (stream !== null) play(video)
    }
    onAttached(show)
    watch(['stream'], show)
    watch(['mirrored'], () => video.toggleAttribute('data-mirrored', get<boolean>('mirrored')))
    watch(['cover'], () => video.toggleAttribute('data-cover', get<boolean>('cover')))
    onDetached(() => {
      video.srcObject = null
    })
  },
}
