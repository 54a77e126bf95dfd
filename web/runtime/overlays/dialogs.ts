import { words } from '../browser/words'
import { act, openDialog, put, settled } from './dialog-parts'
import { closeBySwipe } from './swipe-down'

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

/** WeChat's modal. Esc and Back are its cancel button. */
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
  if (showCancel)
    act(bar, options.cancelText ?? words().cancel, options.cancelColor, () => answer.give(false))
  const confirm = act(bar, options.confirmText ?? words().ok, options.confirmColor, () => answer.give(true))
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

/** A list from the bottom of the frame; resolves with the index tapped, or nothing. A tap beside it turns away. */
export function chooseFrom(
  items: readonly string[],
  options: { title?: string; colour?: string; cancelText?: string } = {},
): Promise<number | undefined> {
  const dialog = openDialog('wx-sheet', options.title || words().choose)
  if (options.title) put(dialog, 'h2', options.title)
  const answer = settled<number | undefined>(dialog, undefined)
  const list = put(dialog, 'div', '')
  items.forEach((item, at) => {
    act(list, item, options.colour, () => answer.give(at))
  })
  const cancel = act(dialog, options.cancelText ?? words().cancel, undefined, () => answer.give(undefined))
  cancel.className = 'wx-cancel'
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) answer.give(undefined)
  })
  closeBySwipe(dialog, () => answer.give(undefined))
  dialog.showModal()
  return answer.given
}
