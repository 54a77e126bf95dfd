import { frame } from '../browser/frame'

export interface ToastOptions {
  title: string
  icon?: string
  image?: string
  /** How long it is shown, in ms. */
  duration?: number
  /** Whether it blocks taps on what is under it. */
  mask?: boolean
}

const glyphs: Record<string, string> = { success: '✓', error: '✕' }

let shown: HTMLElement | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** WeChat's toast. One at a time: a new one takes the place of the old. */
export function toast({ title, icon = 'success', image, duration = 1500, mask = false }: ToastOptions): void {
  hideToast()
  const element = document.createElement('div')
  const box = document.createElement('div')
  const words = document.createElement('span')
  element.className = 'wx-toast'
  element.toggleAttribute('data-mask', mask)
  element.setAttribute('role', 'status')
  box.dataset.icon = image === undefined ? icon : 'image'
  words.textContent = title
  const sign = signOf(icon, image)
  if (sign !== undefined) box.append(sign)
  box.append(words)
  element.append(box)
  frame.append(element)
  // Above what lies in the top layer.
  if ('popover' in element) {
    element.popover = 'manual'
    element.showPopover()
  }
  shown = element
  if (Number.isFinite(duration)) timer = setTimeout(hideToast, duration)
}

export function hideToast(): void {
  clearTimeout(timer)
  shown?.remove()
  shown = undefined
}

function signOf(icon: string, image: string | undefined): HTMLElement | undefined {
  if (image !== undefined) {
    const picture = document.createElement('img')
    picture.src = image
    picture.alt = ''
    picture.className = 'wx-toast-sign'
    return picture
  }
  if (icon === 'none') return undefined
  const sign = document.createElement('i')
  sign.className = icon === 'loading' ? 'wx-toast-sign wx-spinner' : 'wx-toast-sign'
  if (icon !== 'loading') sign.textContent = glyphs[icon] ?? ''
  return sign
}
