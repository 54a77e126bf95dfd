/** A finger that draws an overlay down by this much, px, closes it. */
const enough = 80
/** Up to this many px a finger is not drawing, but tapping. */
const slop = 10

/** Lets one finger draw an overlay down and away. What is scrolled within it scrolls back first. */
export function closeBySwipe(overlay: HTMLElement, close: () => void): void {
  let from: { x: number; y: number } | undefined
  let drawn = 0
  const rest = () => {
    from = undefined
    drawn = 0
    overlay.style.translate = ''
  }
  overlay.addEventListener('touchstart', ({ touches, target }) => {
    rest()
    const [finger] = touches
    const isZoomed = (window.visualViewport?.scale ?? 1) > 1
    if (finger === undefined || touches.length > 1 || isZoomed || isScrolled(target, overlay)) return
    from = { x: finger.clientX, y: finger.clientY }
  })
  overlay.addEventListener(
    'touchmove',
    (event) => {
      const [finger] = event.touches
      if (from === undefined || finger === undefined) return
      const down = finger.clientY - from.y
      const isDown = down > slop && down > Math.abs(finger.clientX - from.x)
      drawn = isDown ? down : 0
      overlay.style.translate = isDown ? `0 ${down}px` : ''
      // Otherwise the browser takes the finger for scrolling, and tells no more of it.
      if (isDown && event.cancelable) event.preventDefault()
    },
    { passive: false },
  )
  overlay.addEventListener('touchend', () => {
    const isEnough = drawn > enough
    rest()
    if (isEnough) close()
  })
  overlay.addEventListener('touchcancel', rest)
}

function isScrolled(target: EventTarget | null, overlay: HTMLElement): boolean {
  for (let at = target; at instanceof Element && at !== overlay; at = at.parentElement)
    if (at.scrollTop > 0) return true
  return false
}
