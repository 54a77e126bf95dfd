import { act, openDialog, put, settled } from './dialog-parts'
import { sayWhenUnplayable } from './unplayable'

export interface ModalOptions {
  title?: string
  content?: string
  showCancel?: boolean
  cancelText?: string
  cancelColor?: string
  confirmText?: string
  confirmColor?: string
  editable?: boolean
  placeholderText?: string
}

export interface ModalAnswer {
  confirm: boolean
  cancel: boolean
  content: string | null
}

/** WeChat's modal. Esc is its cancel button. */
export function modal(options: ModalOptions): Promise<ModalAnswer> {
  const { title = '', content = '', showCancel = true, editable = false } = options
  const dialog = openDialog('wx-modal', title || content)
  const heading = put(dialog, 'h2', title)
  heading.hidden = title === ''
  const field = document.createElement('textarea')
  if (editable) {
    field.value = content
    field.rows = 2
    field.placeholder = options.placeholderText ?? ''
    field.setAttribute('aria-label', title || (options.placeholderText ?? ''))
    dialog.append(field)
  } else if (content !== '') put(dialog, 'p', content)
  const bar = put(dialog, 'div', '')
  const answer = settled<boolean>(dialog, false)
  if (showCancel) act(bar, options.cancelText ?? '取消', options.cancelColor, () => answer.give(false))
  const confirm = act(bar, options.confirmText ?? '确定', options.confirmColor, () => answer.give(true))
  confirm.className = 'wx-confirm'
  dialog.showModal()
  if (editable) field.focus()
  else confirm.focus()
  return answer.given.then((yes) => ({
    confirm: yes,
    cancel: !yes,
    content: editable && yes ? field.value : null,
  }))
}

/** A list from the bottom of the frame; resolves with the index tapped, or nothing. */
export function chooseFrom(
  items: readonly string[],
  options: { title?: string; colour?: string; cancelText?: string } = {},
): Promise<number | undefined> {
  const dialog = openDialog('wx-sheet', options.title || (options.cancelText ?? '取消'))
  if (options.title) put(dialog, 'h2', options.title)
  const answer = settled<number | undefined>(dialog, undefined)
  const list = put(dialog, 'div', '')
  items.forEach((item, at) => {
    act(list, item, options.colour, () => answer.give(at))
  })
  const cancel = act(dialog, options.cancelText ?? '取消', undefined, () => answer.give(undefined))
  cancel.className = 'wx-cancel'
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) answer.give(undefined)
  })
  dialog.showModal()
  return answer.given
}

/** Shows pictures over everything; a click or Esc closes, the arrow keys turn. */
export function previewPictures(urls: readonly string[], first: number): void {
  const dialog = openDialog('wx-preview', '图片 Picture')
  const picture = document.createElement('img')
  picture.alt = ''
  picture.className = 'wx-preview-picture'
  dialog.append(picture)
  let at = Math.max(0, first)
  const turn = (by: number) => {
    at = (at + by + urls.length) % urls.length
    picture.src = urls[at] ?? ''
  }
  turn(0)
  const answer = settled<void>(dialog, undefined)
  dialog.addEventListener('click', () => answer.give(undefined))
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowRight') turn(1)
    if (event.key === 'ArrowLeft') turn(-1)
  })
  dialog.showModal()
}

/** A video as large as the window. Escape, or a tap beside it, ends it. */
export function previewVideo(url: string): void {
  const dialog = openDialog('wx-preview', '视频 Video')
  const video = document.createElement('video')
  video.className = 'wx-preview-picture'
  video.controls = true
  video.autoplay = true
  video.playsInline = true
  video.src = url
  sayWhenUnplayable(video)
  dialog.append(video)
  const answer = settled<void>(dialog, undefined)
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) answer.give(undefined)
  })
  dialog.showModal()
}
