import { CurrentWindowBackendContext, type Element as GlassElement } from 'glass-easel'
import { topBody } from '../browser/frame'
import { markListened } from '../dom/events'
import { cssLengths } from '../dom/lengths'
import { backendNode } from '../dom/nodes'
import { onDismissListened } from '../input/dismissable'
import { onPicturesListened } from '../input/given-pictures'
import { onTapListened } from '../input/keyboard-reach'
import { builtinTags } from './tags'

const builtin = new Set<string>(builtinTags)
/** glass-easel's MutLevel.Final: the listener was bound with `catch`. */
const caught = 2

/** How glass-easel draws on this page: WeChat's tags become `wx-` elements, and gestures are our own. */
export class WebBackend extends CurrentWindowBackendContext {
  override document = {
    createElement: (tag: string) => backendNode(createElement(tag)),
    createTextNode: (text: string) => backendNode(document.createTextNode(text)),
    createDocumentFragment: () => backendNode(document.createDocumentFragment()),
  }

  override getWindowWidth(): number {
    return topBody().clientWidth
  }

  override getWindowHeight(): number {
    return topBody().clientHeight
  }

  /** A hidden tab has no animation frames, but must go on rendering. */
  override render(done: (error: Error | null) => void): void {
    if (document.hidden) setTimeout(() => done(null))
    else super.render(done)
  }

  override associateValue(element: unknown, value: GlassElement): void {
    const dom = element as Element
    dom.__wxElement = value
  }

  /** The base class would listen on the DOM for any name, so that iview's own `click` would fire twice. */
  override setListenerStats(element: unknown, type: string, _capture: boolean, level: number): void {
    if (!(element instanceof HTMLElement)) return
    if (type === 'tap') onTapListened(element)
    else markListened(element, type)
    if (type === 'pictures') onPicturesListened(element)
    if (type === 'dismiss') onDismissListened(element)
    if (type === 'touchmove' && level === caught)
      element.addEventListener('touchmove', (event) => event.preventDefault(), { passive: false })
  }
}

function createElement(tag: string): HTMLElement {
  const element = document.createElement(builtin.has(tag) ? `wx-${tag}` : tag)
  const setAttribute = element.setAttribute.bind(element)
  // A strict policy blocks a style attribute, but not the same text through the style object.
  element.setAttribute = (name, value) => {
    if (name === 'style') element.style.cssText = cssLengths(value)
    else setAttribute(name, value)
  }
  return element
}
