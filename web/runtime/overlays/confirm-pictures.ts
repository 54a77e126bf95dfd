import { words } from '../browser/words'
import { act, openDialog, put, settled } from './dialog-parts'

/** Shows pictures and asks whether to send them. `leftOut`: the number of files that cannot be sent with them. */
export function confirmPictures(urls: readonly string[], leftOut: number): Promise<boolean> {
  const dialog = openDialog('wx-modal wx-pictures', words().sendPictures)
  put(dialog, 'h2', words().sendPictures)
  const shown = put(dialog, 'section', '')
  for (const url of urls) {
    const picture = put(shown, 'img', '')
    picture.src = url
    picture.alt = ''
    picture.className = 'wx-picture'
  }
  if (leftOut > 0) put(dialog, 'p', words().leftOut(leftOut))
  const bar = put(dialog, 'div', '')
  const answer = settled<boolean>(dialog, false)
  act(bar, words().cancel, undefined, () => answer.give(false))
  const send = act(bar, words().send, undefined, () => answer.give(true))
  send.className = 'wx-confirm'
  dialog.showModal()
  send.focus()
  return answer.given
}
