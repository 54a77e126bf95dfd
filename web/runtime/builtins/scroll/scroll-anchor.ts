import type { Instance } from '../define'

interface Anchor {
  element: Element
  top: number
}

/**
 * `scroll-anchoring`: what the reader looks at stays where it is while rows come in above it.
 *
 * Our own and not the browser's: Safari has none, and the others let go at the very top, which is where
 * history is loaded. `settle` must follow every scroll that the mini-program asked for.
 */
export function anchoring({ element, get, watch, onAttached, onDetached }: Instance): { settle: () => void } {
  let anchors: Anchor[] = []
  let ours = Number.NaN
  const settle = () => {
    anchors = get<boolean>('scrollAnchoring') ? anchorsIn(element) : []
  }
  const hold = () => {
    if (!get<boolean>('scrollAnchoring')) return
    const anchor = anchors.find((one) => one.element.isConnected)
    if (anchor === undefined) {
      settle()
      return
    }
    const drift = topOf(anchor.element, element) - anchor.top
    // What stood beside an anchor that is gone takes its place, where it was.
    if (anchor !== anchors[0]) anchors = anchors.filter((one) => one.element.isConnected)
    if (drift === 0) return
    element.scrollTop += drift
    ours = element.scrollTop
  }
  // After our own scroll the anchor stays as it was: what rounding left over must not add up.
  const scrolled = () => {
    if (element.scrollTop !== ours) settle()
    ours = Number.NaN
  }
  // A row may grow by a class alone, or by a picture that loads late.
  const sizes = new ResizeObserver(hold)
  const rows = new MutationObserver((changes) => {
    const own = changes.filter(({ target }) => target === element)
    for (const row of own.flatMap(({ addedNodes }) => elementsOf(addedNodes))) sizes.observe(row)
    for (const row of own.flatMap(({ removedNodes }) => elementsOf(removedNodes))) sizes.unobserve(row)
    hold()
  })
  element.addEventListener('scroll', scrolled)
  watch(['scrollAnchoring'], () => {
    const on = get<boolean>('scrollAnchoring')
    element.style.setProperty('overflow-anchor', on ? 'none' : '')
    rows.disconnect()
    if (on) rows.observe(element, { childList: true, subtree: true, characterData: true })
  })
  onAttached(() => {
    for (const child of element.children) sizes.observe(child)
  })
  onDetached(() => {
    rows.disconnect()
    sizes.disconnect()
  })
  return { settle }
}

/**
 * The anchors: the first row that begins in sight, then those that take over should it be removed. A row across the
 * top edge is none, for its part above may change unseen; where one fills the whole view, its innermost element is.
 */
function anchorsIn(list: Element): Anchor[] {
  const { top, bottom } = list.getBoundingClientRect()
  const path: Element[] = []
  let at = holding(firstBelow(list, top))
  while (at !== undefined) {
    path.unshift(at)
    if (at.getBoundingClientRect().top >= top) break
    const next = holding(at.nextElementSibling)
    if (next !== undefined && next.getBoundingClientRect().top < bottom) {
      path.unshift(next)
      break
    }
    at = holding(firstBelow(at, top))
  }
  return path.map((element) => ({ element, top: topOf(element, list) }))
}

/** As in a browser's own anchoring, `overflow-anchor: none` says of an element that it is not to be held on to. */
function holding(from: Element | null): Element | undefined {
  let at = from
  while (at !== null && getComputedStyle(at).overflowAnchor === 'none') at = at.nextElementSibling
  return at ?? undefined
}

/** Rows stand one below the other: a binary search, for a list may have thousands. */
function firstBelow(parent: Element, top: number): Element | null {
  const { children } = parent
  let low = 0
  let high = children.length
  while (low < high) {
    const middle = (low + high) >> 1
    const child = children[middle]
    if (child !== undefined && child.getBoundingClientRect().bottom <= top) low = middle + 1
    else high = middle
  }
  return children[low] ?? null
}

const elementsOf = (nodes: NodeList): Element[] => [...nodes].filter((node) => node instanceof Element)

const topOf = (element: Element, list: Element): number =>
  element.getBoundingClientRect().top - list.getBoundingClientRect().top
