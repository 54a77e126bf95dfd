interface Point {
  x: number
  y: number
}

interface Limits {
  least: number
  most: number
}

/** How much larger a key or a notch of the wheel makes it. */
const step = 1.25
/** Pixels that a notch of a mouse's wheel turns; a touchpad turns by a few. */
const notch = 100

/** Zooms an element with two fingers, the wheel and the keys + - 0, about the place that is pointed at; one finger moves it then. */
export class Zoom {
  readonly #element: HTMLElement
  readonly #limits: () => Limits
  readonly #changed: (scale: number) => void
  readonly #pointers = new Map<number, Point>()
  #scale = 1
  #at: Point = { x: 0, y: 0 }

  constructor(element: HTMLElement, limits: () => Limits, changed: (scale: number) => void) {
    this.#element = element
    this.#limits = limits
    this.#changed = changed
  }

  /** About the middle. */
  to(scale: number): void {
    const { clientWidth, clientHeight } = this.#element
    this.#zoom(scale, { x: clientWidth / 2, y: clientHeight / 2 })
  }

  listen(signal: AbortSignal): void {
    const element = this.#element
    element.addEventListener('pointerdown', (event) => this.#pointers.set(event.pointerId, pointOf(event)), {
      signal,
    })
    element.addEventListener('pointermove', (event) => this.#moved(event), { signal })
    for (const type of ['pointerup', 'pointercancel', 'pointerleave'] as const)
      element.addEventListener(type, ({ pointerId }) => this.#pointers.delete(pointerId), { signal })
    element.addEventListener('wheel', (event) => this.#wheeled(event), { signal, passive: false })
    // What is large is moved, and neither drawn away nor turned.
    for (const type of ['touchstart', 'touchmove'] as const)
      element.addEventListener(
        type,
        (event) => {
          if (this.#scale > 1 || event.touches.length > 1) event.stopPropagation()
        },
        { signal, passive: true },
      )
    const around = element.closest<HTMLElement>('[role="dialog"]')
    around?.addEventListener('keydown', (event) => this.#pressed(event), { signal })
  }

  #moved(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId)
    if (before === undefined) return
    const now = pointOf(event)
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1]
    this.#pointers.set(event.pointerId, now)
    if (other !== undefined) {
      const wider = distance(now, other) / Math.max(1, distance(before, other))
      this.#zoom(this.#scale * wider, this.#within(middle(now, other)))
      this.#move({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 })
    } else if (this.#scale > 1) this.#move({ x: now.x - before.x, y: now.y - before.y })
  }

  #wheeled(event: WheelEvent): void {
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
    event.preventDefault()
    this.#zoom(this.#scale * step ** (-event.deltaY / notch), this.#within(pointOf(event)))
  }

  #pressed(event: KeyboardEvent): void {
    if (this.#element.closest('[inert]') !== null || event.ctrlKey || event.metaKey || event.altKey) return
    const scales: Record<string, number> = {
      '+': this.#scale * step,
      '=': this.#scale * step,
      '-': this.#scale / step,
      0: 1,
    }
    const scale = scales[event.key]
    if (scale === undefined) return
    event.preventDefault()
    this.to(scale)
  }

  /** A point of the window, from the corner of what the element fills. */
  #within({ x, y }: Point): Point {
    const area = (this.#element.parentElement ?? this.#element).getBoundingClientRect()
    return { x: x - area.x, y: y - area.y }
  }

  #zoom(wanted: number, about: Point): void {
    const { least, most } = this.#limits()
    const scale = Math.min(most, Math.max(least, wanted))
    const by = scale / this.#scale
    this.#at = { x: about.x - (about.x - this.#at.x) * by, y: about.y - (about.y - this.#at.y) * by }
    const isOther = scale !== this.#scale
    this.#scale = scale
    this.#draw()
    if (isOther) this.#changed(scale)
  }

  #move({ x, y }: Point): void {
    this.#at = { x: this.#at.x + x, y: this.#at.y + y }
    this.#draw()
  }

  /** It never leaves a gap at an edge. */
  #draw(): void {
    const { clientWidth, clientHeight, style } = this.#element
    const held = (at: number, size: number) => Math.min(0, Math.max(size * (1 - this.#scale), at))
    this.#at = { x: held(this.#at.x, clientWidth), y: held(this.#at.y, clientHeight) }
    style.transform =
      this.#scale === 1 ? '' : `translate(${this.#at.x}px, ${this.#at.y}px) scale(${this.#scale})`
    this.#element.toggleAttribute('data-large', this.#scale > 1)
  }
}

const pointOf = ({ clientX, clientY }: MouseEvent): Point => ({ x: clientX, y: clientY })

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)

const middle = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 })
