import type { GeneralComponent } from 'glass-easel'
import type { Root } from 'glass-easel-miniprogram-adapter'
import { guarded } from '../browser/report'
import { themed } from '../browser/theme'
import type { PageConfig } from '../bundle'
import { flushReady } from '../components/ready'
import type { Space } from '../components/space'
import { backendNode, domOf } from '../dom/nodes'
import { dismissWithin } from '../input/dismissable'
import { EventChannel } from './event-channel'
import { type NavActions, type NavBar, openNavBar, paint } from './nav-bar'
import type { Address } from './query'
import { setTitle } from './title'

/** The instance that a page's script sees as `this`, with what WeChat puts on it. */
export type PageInstance = ReturnType<Root['get']> & {
  route: string
  options: Record<string, string>
  getOpenerEventChannel(): EventChannel
}

const pages = new WeakMap<Element, Page>()

/** The page in which an element stands. */
export function pageOf(element: Element): Page | undefined {
  const view = element.closest('.wx-view')
  return view === null ? undefined : pages.get(view)
}

/** One page on the stack: its element, its bar, and the lifetimes in WeChat's order. */
export class Page {
  readonly view = document.createElement('section')
  readonly scroller = document.createElement('div')
  readonly bar: NavBar
  readonly instance: PageInstance
  readonly address: Address
  readonly #config: PageConfig
  readonly #root: Root
  readonly #component: GeneralComponent
  #ready = false
  #shown = false
  #nearBottom = false

  constructor(space: Space, address: Address, config: PageConfig, actions: NavActions) {
    this.address = address
    this.#config = config
    this.bar = openNavBar(config, actions)
    this.#root = space.backend.createRoot('wx-page', space.code, wellFormed(address))
    this.#component = this.#root.getComponent()
    this.instance = Object.assign(this.#root.get(), {
      route: address.path,
      options: address.query,
      getOpenerEventChannel: () => new EventChannel(),
    })
    pages.set(this.view, this)
    this.#draw()
  }

  /** Puts the page on the screen: attached, onLoad, onShow, then ready and onReady. */
  open(parent: Element): void {
    parent.append(this.view)
    const placeholder = document.createElement('div')
    this.scroller.append(placeholder)
    this.#root.attach(backendNode(this.scroller), backendNode(placeholder))
    this.call('onLoad', this.address.query)
    this.show()
    setTimeout(() => {
      flushReady()
      if (this.#ready || !this.view.isConnected) return
      this.#ready = true
      this.call('onReady')
    })
  }

  show(): void {
    this.view.inert = false
    if (this.#shown) return
    this.#shown = true
    setTitle(this.bar.text)
    this.call('onShow')
    this.#component.triggerPageLifetime('show', [])
  }

  /** Behind another page, or, when `visible`, in a window that is in the background. */
  hide(visible = false): void {
    if (!visible) {
      this.view.inert = true
      dismissWithin(this.view)
    }
    if (!this.#shown) return
    this.#shown = false
    this.call('onHide')
    this.#component.triggerPageLifetime('hide', [])
  }

  close(): void {
    this.call('onUnload')
    this.#root.release()
    this.view.remove()
  }

  /** Calls a lifetime method if the page has one. */
  call(name: string, ...args: unknown[]): unknown {
    const method: unknown = Reflect.get(this.instance, name)
    if (typeof method !== 'function') return undefined
    return guarded(`${this.address.path} ${name}`, () => method.apply(this.instance, args))
  }

  title(text: string): void {
    this.bar.title(text)
    if (this.#shown) setTitle(text)
  }

  style(text: string): void {
    const root = domOf(this.#component)
    if (root !== null) root.style.cssText = text
  }

  scrollTo(top: number, duration: number): void {
    this.scroller.scrollTo({ top, behavior: duration > 0 ? 'smooth' : 'instant' })
  }

  repaint(): void {
    paint(this.bar, this.#config)
    this.scroller.style.backgroundColor = themed(this.#config.backgroundColor) ?? ''
  }

  resized(): void {
    const size = { windowWidth: this.scroller.clientWidth, windowHeight: this.scroller.clientHeight }
    this.call('onResize', { size })
    this.#component.triggerPageLifetime('resize', [{ size }])
  }

  #draw(): void {
    const body = document.createElement('div')
    this.view.className = 'wx-view'
    body.className = 'wx-body'
    this.scroller.className = 'wx-scroll'
    if (this.#config.disableScroll === true) this.scroller.style.overflow = 'hidden'
    body.append(this.scroller)
    if (this.bar.element !== undefined) this.view.append(this.bar.element)
    this.view.append(body)
    domOf(this.#component)?.setAttribute('data-page', this.address.path)
    this.scroller.addEventListener('scroll', () => this.#scrolled())
    this.repaint()
  }

  #scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller
    this.call('onPageScroll', { scrollTop })
    const near = scrollHeight - scrollTop - clientHeight <= (this.#config.onReachBottomDistance ?? 50)
    if (near && !this.#nearBottom) this.call('onReachBottom')
    this.#nearBottom = near
  }
}

/** glass-easel decodes the query to set properties, and would throw at a lone `%` in a hostile link. */
function wellFormed({ path, url }: Address): string {
  try {
    decodeURIComponent(url)
    return url
  } catch {
    return path
  }
}
