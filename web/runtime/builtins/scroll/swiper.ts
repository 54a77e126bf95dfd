import type { Builtin, Instance } from '../define'

export const swiperItem: Builtin = { properties: { itemId: String, skipHiddenItemLayout: Boolean } }

/** Drawn by the browser's own scroll snapping; `circular` is not supported. */
export const swiper: Builtin = {
  properties: {
    current: Number,
    indicatorDots: Boolean,
    indicatorColor: { type: String, value: 'rgba(0, 0, 0, .3)' },
    indicatorActiveColor: { type: String, value: '#000' },
    autoplay: Boolean,
    interval: { type: Number, value: 5000 },
    duration: { type: Number, value: 500 },
    vertical: Boolean,
    circular: Boolean,
    displayMultipleItems: { type: Number, value: 1 },
    easingFunction: String,
  },
  setup(instance) {
    const { element, get, watch, onAttached, onDetached } = instance
    const dots = document.createElement('div')
    dots.className = 'wx-dots'
    element.tabIndex = 0
    element.append(dots)
    watch(['vertical'], () => element.toggleAttribute('data-vertical', get<boolean>('vertical')))
    watch(['current'], () =>
      show(element, get<number>('current'), get<boolean>('vertical'), get<number>('duration') === 0),
    )
    watch(['indicatorDots', 'current', 'indicatorColor', 'indicatorActiveColor'], () =>
      drawDots(instance, dots),
    )
    whenScrolled(element, () => settle(instance))
    const items = new MutationObserver(() =>
      show(element, get<number>('current'), get<boolean>('vertical'), true),
    )
    onAttached(() => {
      items.observe(element, { childList: true })
      element
        .closest('[role="dialog"]')
        ?.addEventListener('keydown', (event) => turn(instance, event as KeyboardEvent))
      show(element, get<number>('current'), get<boolean>('vertical'))
      drawDots(instance, dots)
    })
    let timer: ReturnType<typeof setInterval> | undefined
    watch(['autoplay', 'interval'], () => {
      clearInterval(timer)
      if (get<boolean>('autoplay')) timer = setInterval(() => advance(instance), get<number>('interval'))
    })
    onDetached(() => {
      clearInterval(timer)
      items.disconnect()
    })
  },
}

const itemsOf = (element: Element) => element.querySelectorAll(':scope > wx-swiper-item')

/** What is not in view is not there for the keyboard and for screen readers. */
function show(element: HTMLElement, at: number, vertical: boolean, isAtOnce = false): void {
  const isStill = isAtOnce || matchMedia('(prefers-reduced-motion: reduce)').matches
  const isMoving = !isStill && element.isConnected && element.scrollWidth > 0
  const place = vertical ? { top: at * element.clientHeight } : { left: at * element.clientWidth }
  for (const [place, item] of itemsOf(element).entries()) item.toggleAttribute('inert', place !== at)
  element.scrollTo({ ...place, behavior: isMoving ? 'smooth' : 'instant' })
}

/** Milliseconds without a scroll after which it has ended: Safari has no event for that before 26.2. */
const stillMs = 120

function whenScrolled(element: HTMLElement, run: () => void): void {
  if ('onscrollend' in element) return element.addEventListener('scrollend', run)
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(run, stillMs)
  }
  ;(element as HTMLElement).addEventListener('scroll', wait)
}

/** The arrow keys turn the one that a dialog is about. */
function turn({ element, get, set, emit }: Instance, event: KeyboardEvent): void {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (by === undefined || !element.isConnected || event.defaultPrevented) return
  event.preventDefault()
  const current = get<number>('current') + by
  if (current < 0 || current >= itemsOf(element).length) return
  set('current', current)
  emit('change', { current, source: 'touch' })
}

function settle({ element, get, set, emit }: Instance): void {
  const at = get<boolean>('vertical')
    ? Math.round(element.scrollTop / element.clientHeight)
    : Math.round(element.scrollLeft / element.clientWidth)
  if (at === get<number>('current')) return
  set('current', at)
  emit('change', { current: at, source: 'touch' })
}

function advance({ element, get, set, emit }: Instance): void {
  const current = (get<number>('current') + 1) % Math.max(1, itemsOf(element).length)
  set('current', current)
  emit('change', { current, source: 'autoplay' })
}

function drawDots({ element, get }: Instance, dots: HTMLElement): void {
  const count = get<boolean>('indicatorDots') ? itemsOf(element).length : 0
  dots.replaceChildren(
    ...Array.from({ length: count }, (_, at) => {
      const dot = document.createElement('i')
      const on = at === get<number>('current')
      dot.style.background = get<string>(on ? 'indicatorActiveColor' : 'indicatorColor')
      return dot
    }),
  )
}
