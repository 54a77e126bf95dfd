import type { Instance } from '../define'
import { scrollToElement } from './scroll-to'

/** What `SelectorQuery.node()` hands out for a scroll-view: WeChat's ScrollViewContext. */
export interface ScrollViewContext {
  scrollEnabled: boolean
  scrollTo(options: { top?: number; left?: number; animated?: boolean; duration?: number }): void
  scrollIntoView(
    selector: string,
    options?: { offset?: number; animated?: boolean; alignment?: string },
  ): void
}

const contexts = new WeakMap<Element, ScrollViewContext>()

export const scrollViewContext = (element: Element): ScrollViewContext | undefined => contexts.get(element)

export function offerScrolling({ element }: Instance, settle: () => void): void {
  const behavior = (animated = false): ScrollBehavior => (animated ? 'smooth' : 'instant')
  contexts.set(element, {
    get scrollEnabled() {
      return element.style.overflow !== 'hidden'
    },
    set scrollEnabled(on) {
      element.style.overflow = on ? '' : 'hidden'
    },
    scrollTo({ top, left, animated }) {
      element.scrollTo({
        ...(top === undefined ? {} : { top }),
        ...(left === undefined ? {} : { left }),
        behavior: behavior(animated),
      })
      settle()
    },
    scrollIntoView(selector, { offset = 0, animated, alignment = 'start' } = {}) {
      const css = selector.replace(/#([\w-]+)/g, (_, id: string) => `[id$="--${id}"]`)
      const target = element.querySelector(css)
      if (target !== null) scrollToElement(element, target, alignment, offset, behavior(animated))
      settle()
    },
  })
}
