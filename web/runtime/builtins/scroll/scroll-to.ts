/** Scrolls only this list: the browser's own scrollIntoView would move the page around it too. */
export function scrollToElement(
  list: Element,
  target: Element,
  alignment: string,
  offset: number,
  behavior: ScrollBehavior,
): void {
  const view = list.getBoundingClientRect()
  const item = target.getBoundingClientRect()
  const down = item.top - view.top - list.clientTop
  const across = item.left - view.left - list.clientLeft
  const room = list.clientHeight - item.height
  const wanted: Record<string, number> = { start: 0, center: room / 2, end: room }
  const nearest = down < 0 ? 0 : Math.min(down, room)
  const top = list.scrollTop + down - (wanted[alignment] ?? nearest) + offset
  list.scrollTo({ top, left: list.scrollLeft + across, behavior })
}
