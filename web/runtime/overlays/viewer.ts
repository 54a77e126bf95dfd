import { words } from '../browser/words'
import { act, openDialog, settled } from './dialog-parts'
import { closeBySwipe } from './swipe-down'
import { sayWhenUnplayable } from './unplayable'

/** Shows pictures over everything; a tap closes, the arrow keys turn. */
export function viewPictures(urls: readonly string[], first: number): void {
  const picture = document.createElement('img')
  picture.alt = ''
  picture.className = 'wx-preview-picture'
  let at = Math.max(0, first)
  const turn = (by: number) => {
    at = (at + by + urls.length) % urls.length
    picture.src = urls[at] ?? ''
  }
  turn(0)
  const { dialog, close } = openViewer(words().picture, picture)
  picture.addEventListener('click', close)
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowRight') turn(1)
    if (event.key === 'ArrowLeft') turn(-1)
  })
}

/** A video as large as the window. */
export function viewVideo(url: string): void {
  const video = document.createElement('video')
  video.className = 'wx-preview-video'
  video.controls = true
  video.autoplay = true
  video.playsInline = true
  video.src = url
  video.addEventListener('loadedmetadata', () => {
    const { videoWidth, videoHeight } = video
    if (videoHeight > 0) video.style.setProperty('--wx-ratio', String(videoWidth / videoHeight))
  })
  openViewer(words().video, video)
  sayWhenUnplayable(video)
}

/** Shows something on black until it is closed: by the button, Back, Esc, a swipe down, or a tap beside it. */
function openViewer(name: string, shown: HTMLElement): { dialog: HTMLDialogElement; close: () => void } {
  const dialog = openDialog('wx-preview', name)
  const answer = settled<void>(dialog, undefined)
  const close = () => answer.give()
  const button = act(dialog, '✕', undefined, close)
  button.className = 'wx-close'
  button.setAttribute('aria-label', words().close)
  dialog.append(shown)
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) close()
  })
  closeBySwipe(dialog, close)
  dialog.showModal()
  return { dialog, close }
}
