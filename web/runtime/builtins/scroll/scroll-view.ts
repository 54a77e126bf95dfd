import type { Builtin, Instance } from '../define'
import { pullToRefresh, refresherProperties } from './refresher'
import { anchoring } from './scroll-anchor'
import { scrollToElement } from './scroll-to'
import { offerScrolling } from './scrolling'

export const scrollView: Builtin = {
  properties: {
    ...refresherProperties,
    scrollX: Boolean,
    scrollY: Boolean,
    upperThreshold: { type: Number, value: 50 },
    lowerThreshold: { type: Number, value: 50 },
    scrollTop: { type: null, value: '' },
    scrollLeft: { type: null, value: '' },
    scrollIntoView: String,
    scrollIntoViewOffset: Number,
    scrollIntoViewAlignment: { type: String, value: 'start' },
    scrollWithAnimation: Boolean,
    scrollAnchoring: Boolean,
    enableBackToTop: Boolean,
    enableFlex: Boolean,
    enablePassive: null,
    enhanced: Boolean,
    bounces: { type: Boolean, value: true },
    showScrollbar: { type: Boolean, value: true },
    pagingEnabled: Boolean,
    fastDeceleration: Boolean,
    type: String,
    usingSticky: Boolean,
  },
  setup(instance) {
    const { element, get, watch } = instance
    element.tabIndex = 0
    watch(['scrollX', 'scrollY', 'showScrollbar', 'enableFlex', 'scrollAnchoring'], () => {
      element.toggleAttribute('data-x', get<boolean>('scrollX'))
      element.toggleAttribute('data-y', get<boolean>('scrollY'))
      element.toggleAttribute('data-flex', get<boolean>('enableFlex'))
      element.toggleAttribute('data-bare', !get<boolean>('showScrollbar'))
    })
    const anchor = anchoring(instance)
    places(instance, anchor.settle)
    offerScrolling(instance, anchor.settle)
    tellScrolling(instance)
    pullToRefresh(instance)
  },
}

/** `scroll-top`, `scroll-left` and `scroll-into-view`: set when the list they speak of is drawn. */
function places(instance: Instance, settle: () => void): void {
  const { element, get, watch, onAttached } = instance
  const behavior = () => (get<boolean>('scrollWithAnimation') ? 'smooth' : 'instant')
  const byNumber = () => {
    const top = Number.parseFloat(String(get<unknown>('scrollTop') ?? ''))
    const left = Number.parseFloat(String(get<unknown>('scrollLeft') ?? ''))
    if (Number.isNaN(top) && Number.isNaN(left)) return
    element.scrollTo({
      ...(Number.isNaN(top) ? {} : { top }),
      ...(Number.isNaN(left) ? {} : { left }),
      behavior: behavior(),
    })
    settle()
  }
  const byName = () => {
    const id = get<string>('scrollIntoView')
    const target = id === '' ? null : element.querySelector(`[id$="--${CSS.escape(id)}"]`)
    if (target === null) return
    const offset = get<number>('scrollIntoViewOffset')
    scrollToElement(element, target, get<string>('scrollIntoViewAlignment'), offset, behavior())
    settle()
  }
  // One setData may both add the row and name it; the row is there when that setData is over.
  watch(['scrollTop', 'scrollLeft'], () => queueMicrotask(byNumber))
  watch(['scrollIntoView'], () => queueMicrotask(byName))
  onAttached(() => queueMicrotask(() => (get<string>('scrollIntoView') === '' ? byNumber() : byName())))
}

/** Scroll events, and one `scrolltoupper` or `scrolltolower` each time an edge comes near. */
function tellScrolling(instance: Instance): void {
  const { element, emit } = instance
  let last = { top: 0, left: 0 }
  let before = { upper: true, lower: false }
  element.addEventListener('scroll', () => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = element
    const deltaX = last.left - scrollLeft
    const deltaY = last.top - scrollTop
    last = { top: scrollTop, left: scrollLeft }
    emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX, deltaY })
    const near = edgesNear(instance)
    if (near.upper && !before.upper) emit('scrolltoupper', { direction: near.vertical ? 'top' : 'left' })
    if (near.lower && !before.lower) emit('scrolltolower', { direction: near.vertical ? 'bottom' : 'right' })
    before = near
  })
}

function edgesNear({ element, get }: Instance): { vertical: boolean; upper: boolean; lower: boolean } {
  const vertical = get<boolean>('scrollY') || !get<boolean>('scrollX')
  const before = vertical ? element.scrollTop : element.scrollLeft
  const room = vertical
    ? element.scrollHeight - element.clientHeight
    : element.scrollWidth - element.clientWidth
  const upper = before <= get<number>('upperThreshold')
  return { vertical, upper, lower: room - before <= get<number>('lowerThreshold') }
}
