import { frame } from '../browser/frame'
import { words } from '../browser/words'
import { dispatch } from '../dom/events'
import { confirmPictures } from '../overlays/confirm-pictures'
import { toast } from '../overlays/toast'

/** How many pictures may be given at once: as many as in WeChat's own picker. */
const most = 9

/** Whether what is dragged comes from this page itself. */
let isOwnDrag = false

/**
 * Pictures that are pasted or dropped on the page. A template that listens for `pictures` gets them in the form in
 * which `wx.chooseMedia` gives those chosen, after the user has confirmed.
 */
export function listenToPictures(): void {
  document.addEventListener('paste', onPaste)
  document.addEventListener('dragstart', () => {
    isOwnDrag = true
  })
  document.addEventListener('dragend', () => {
    isOwnDrag = false
  })
  document.addEventListener('dragover', onDragOver)
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) delete frame.dataset.drop
  })
  document.addEventListener('drop', onDrop)
}

/** A template listens for `pictures` on this element: it gets them while its page is on top. */
export function onPicturesListened(element: HTMLElement): void {
  element.toggleAttribute('data-takes-pictures', true)
}

/** The element that takes pictures now; null while a dialog is open, or for what was dragged from this page itself. */
function taker(): Element | null {
  if (isOwnDrag || frame.querySelector('dialog[open]') !== null) return null
  return frame.querySelector('.wx-view:not([inert]) [data-takes-pictures]')
}

function onPaste(event: ClipboardEvent): void {
  const files = [...(event.clipboardData?.files ?? [])]
  const to = taker()
  // A word processor copies its text as a picture as well: then the text is meant.
  const isText = event.clipboardData?.types.includes('text/plain') === true
  if (to === null || files.length === 0 || isText) return
  event.preventDefault()
  void give(to, files)
}

function onDragOver(event: DragEvent): void {
  const { dataTransfer } = event
  if (dataTransfer?.types.includes('Files') !== true) return
  // Otherwise the browser would open the file in place of the page.
  event.preventDefault()
  const to = taker()
  dataTransfer.dropEffect = to === null ? 'none' : 'copy'
  if (to !== null) frame.dataset.drop = words().dropPictures
}

function onDrop(event: DragEvent): void {
  const { dataTransfer } = event
  delete frame.dataset.drop
  if (dataTransfer?.types.includes('Files') !== true) return
  event.preventDefault()
  const to = taker()
  if (to !== null) void give(to, [...dataTransfer.files])
}

async function give(to: Element, files: File[]): Promise<void> {
  const pictures = files.filter(({ type }) => type.startsWith('image/')).slice(0, most)
  if (pictures.length === 0) return toast({ title: words().onlyPictures, icon: 'none', duration: 2_500 })
  const tempFiles = pictures.map((file) => ({
    tempFilePath: URL.createObjectURL(file),
    size: file.size,
    name: file.name,
    fileType: 'image',
  }))
  const urls = tempFiles.map(({ tempFilePath }) => tempFilePath)
  if (await confirmPictures(urls, files.length - pictures.length))
    dispatch(to, 'pictures', { tempFiles, type: 'image' })
  else for (const url of urls) URL.revokeObjectURL(url)
}
