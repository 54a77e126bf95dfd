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
    watch(['current'], () => show(element, get<number>('current'), get<boolean>('vertical')))
    watch(['indicatorDots', 'current', 'indicatorColor', 'indicatorActiveColor'], () =>
      drawDots(instance, dots),
    )
    element.addEventListener('scrollend', () => settle(instance))
    onAttached(() => {
      show(element, get<number>('current'), get<boolean>('vertical'))
      drawDots(instance, dots)
    })
    let timer: ReturnType<typeof setInterval> | undefined
    watch(['autoplay', 'interval'], () => {
      clearInterval(timer)
      if (get<boolean>('autoplay')) timer = setInterval(() => advance(instance), get<number>('interval'))
    })
    onDetached(() => clearInterval(timer))
  },
}

const itemsOf = (element: Element) => element.querySelectorAll(':scope > wx-swiper-item')

function show(element: HTMLElement, at: number, vertical: boolean): void {
  const behavior = element.isConnected && element.scrollWidth > 0 ? 'smooth' : 'instant'
  const place = vertical ? { top: at * element.clientHeight } : { left: at * element.clientWidth }
  element.scrollTo({ ...place, behavior })
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
