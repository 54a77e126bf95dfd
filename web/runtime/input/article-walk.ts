import { longPressIn } from './gestures'
import { walked } from './walk'

const article = '[role="article"]'

/**
 * A log of articles, such as messages, is one stop of Tab: the newest article, or the one where the focus was last.
 * The arrow keys, Home and End walk; what can be tapped in an article is reached by Tab from it; Enter and the menu
 * key are its long press.
 */
export function walkArticles(log: HTMLElement): void {
  let current: Element | undefined
  const articles = () => [...log.querySelectorAll<HTMLElement>(article)]

  /** Puts what is in `root` into the order of Tab, or takes it out. */
  function arrange(root: Element): void {
    for (const part of [root, ...root.querySelectorAll(`${article}, [tabindex]`)]) {
      const around = part.closest(article)
      if (!(part instanceof HTMLElement) || around === null) continue
      if (part === around || part.hasAttribute('tabindex')) part.tabIndex = around === current ? 0 : -1
    }
  }

  function stopAt(next: Element | undefined): void {
    if (next === current) return
    const before = current
    current = next
    if (before !== undefined) arrange(before)
    if (next !== undefined) arrange(next)
    // While it has no article it is a stop itself, so that it can be scrolled.
    log.tabIndex = next === undefined ? 0 : -1
  }

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node instanceof Element) arrange(node)
    const isLost = current === undefined || !log.contains(current)
    if (isLost || !log.contains(document.activeElement)) stopAt(articles().at(-1))
  }).observe(log, { childList: true, subtree: true })

  log.addEventListener('focusin', ({ target }) => {
    const around = target instanceof Element ? target.closest(article) : null
    if (around !== null) stopAt(around)
  })
  log.addEventListener('keydown', (event) => {
    const { target } = event
    const around = target instanceof Element ? target.closest<HTMLElement>(article) : null
    if (around === null || event.altKey || event.ctrlKey || event.metaKey) return
    if (isMenuKey(event) || (target === around && (event.key === 'Enter' || event.key === ' '))) {
      event.preventDefault()
      longPressIn(around)
      return
    }
    const all = articles()
    const next = walked(event.key, all, all.indexOf(around))
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  })
}

const isMenuKey = ({ key, shiftKey }: KeyboardEvent): boolean =>
  key === 'ContextMenu' || (key === 'F10' && shiftKey)
