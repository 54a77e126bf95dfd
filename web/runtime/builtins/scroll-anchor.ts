import type { Instance } from './define'

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
  const rows = new MutationObserver(hold)
  const sizes = new ResizeObserver(hold)
  element.addEventListener('scroll', scrolled)
  watch(['scrollAnchoring'], () => {
    const on = get<boolean>('scrollAnchoring')
    element.style.setProperty('overflow-anchor', on ? 'none' : '')
    rows.disconnect()
    if (on) rows.observe(element, { childList: true, subtree: true, characterData: true })
  })
  // Pictures that load late grow the rows around them.
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
 * What to hold on to: the first row in sight, down from the list to an element that starts in view, or to the
 * innermost across its top. Behind it, should it go, what stands next to it on each level.
 */
function anchorsIn(list: Element): Anchor[] {
  const view = list.getBoundingClientRect()
  const found: Element[] = []
  let at: Element | undefined = list
  while (at !== undefined && (at === list || at.getBoundingClientRect().top < view.top)) {
    at = holding(firstBelow(at, view.top))
    if (at?.nextElementSibling) found.unshift(at.nextElementSibling)
    if (at !== undefined) found.unshift(at)
  }
  return found.map((element) => ({ element, top: topOf(element, list) }))
}

/** As in a browser's own anchoring, `overflow-anchor: none` says of an element that it is not to be held on to. */
function holding(from: Element | undefined): Element | undefined {
  let at: Element | null = from ?? null
  while (at !== null && getComputedStyle(at).overflowAnchor === 'none') at = at.nextElementSibling
  return at ?? undefined
}

/** Rows stand one below the other: a binary search, for a list may have thousands. */
function firstBelow(parent: Element, top: number): Element | undefined {
  const { children } = parent
  let low = 0
  let high = children.length
  while (low < high) {
    const middle = (low + high) >> 1
    const child = children[middle]
    if (child !== undefined && child.getBoundingClientRect().bottom <= top) low = middle + 1
    else high = middle
  }
  return children[low]
}

const topOf = (element: Element, list: Element): number =>
  element.getBoundingClientRect().top - list.getBoundingClientRect().top
