import { words } from '../browser/words'
import { put } from './dialog-parts'

/** Puts words in place of a video that shows nothing: it did not come, or this browser cannot decode it (HEVC of iPhones, above all). */
export function sayWhenUnplayable(video: HTMLVideoElement): void {
  // The sound alone would play, under a black picture.
  video.addEventListener('loadedmetadata', () => {
    if (video.videoWidth === 0) offerToSave(video)
  })
  video.addEventListener('error', async () => {
    // To a browser both are "no supported source".
    if (await isThere(video.src)) offerToSave(video)
    else replace(video, words().notLoaded)
  })
}

function isThere(url: string): Promise<boolean> {
  return fetch(url, { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  )
}

function offerToSave(video: HTMLVideoElement): void {
  const { src } = video
  const link = put(replace(video, words().cannotPlay), 'a', words().save)
  link.className = 'wx-preview-save'
  link.href = src
  // Without a name the browser makes one of the address and the type.
  link.download = ''
  link.focus()
}

function replace(video: HTMLVideoElement, text: string): HTMLElement {
  const box = document.createElement('section')
  box.className = 'wx-preview-words'
  const said = put(box, 'p', text)
  said.className = 'wx-preview-text'
  said.setAttribute('role', 'alert')
  video.replaceWith(box)
  video.removeAttribute('src')
  return box
}
