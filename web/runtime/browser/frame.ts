/** The frame is the phone: the whole window on a phone, a centred column on a desktop. */
export const frame = document.createElement('main')
frame.className = 'wx-frame'

/** Follows the keyboard of a phone: iOS keeps the window's height and moves it instead. */
function follow(viewport: VisualViewport): void {
  const resize = () => {
    frame.style.setProperty('--wx-frame-height', `${viewport.height}px`)
    frame.style.setProperty('--wx-frame-top', `${viewport.offsetTop}px`)
  }
  viewport.addEventListener('resize', resize)
  viewport.addEventListener('scroll', resize)
  resize()
}

export function openFrame(): void {
  document.body.append(frame)
  if (window.visualViewport !== null) follow(window.visualViewport)
}

/** The body of the page on top: the space below the navigation bar. The frame itself while there is none. */
export function topBody(): Element {
  return frame.querySelector('.wx-view:not([inert]) .wx-body') ?? frame
}

/** Where `element` is on its page, as WeChat counts: from the top left corner of the page's body. */
export function rectOf(element: Element): DOMRect {
  const origin = (element.closest('.wx-body') ?? topBody()).getBoundingClientRect()
  const rect = element.getBoundingClientRect()
  return new DOMRect(rect.x - origin.x, rect.y - origin.y, rect.width, rect.height)
}
