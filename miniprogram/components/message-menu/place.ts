/** px kept free at the edges of the window. */
const edge = 8
/** px between the finger and the menu: it must not hide what it is about. */
const gap = 20

/** Where a menu of this size opens for a finger at (x, y): above it where there is room, and inside the window. */
export function placeMenu(
  finger: { x: number; y: number },
  size: { width: number; height: number },
  page: { width: number; height: number },
): { left: number; top: number } {
  const left = Math.max(edge, Math.min(finger.x - size.width / 2, page.width - size.width - edge))
  const above = finger.y - gap - size.height
  const below = Math.min(finger.y + gap, page.height - size.height - edge)
  return { left, top: above >= edge ? above : Math.max(edge, below) }
}
