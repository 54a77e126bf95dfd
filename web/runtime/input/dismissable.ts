import { Component } from 'glass-easel'
import { dispatch } from '../dom/events'
import { nodeOf } from '../dom/nodes'
import { openOverlay } from '../overlays/overlay-stack'
import { closeBySwipe } from '../overlays/swipe-down'
import { walked } from './walk'

/** What takes the focus of keys. */
const focusable = '[tabindex="0"], button:not(:disabled), input, textarea'

/** The overlays that templates have made, and what sends each its event. */
const shown = new Map<HTMLElement, () => void>()

/** Another page covers this one: its overlays go, or Back would dismiss them first, out of sight. */
export function dismissWithin(view: HTMLElement): void {
  for (const [element, dismiss] of shown) if (view.contains(element)) dismiss()
}

/**
 * An element on which a template listens for `dismiss` is an overlay while it is on the page: Back, Esc and, on a
 * dialog, a swipe down send it the event. A dialog or a menu has the focus until it goes.
 */
export function onDismissListened(element: HTMLElement): void {
  // The element is still being made: it has neither its role nor its place.
  queueMicrotask(() => {
    const node = nodeOf(element)
    if (!Component.isComponent(node) || !element.isConnected) return
    const dismiss = () => dispatch(element, 'dismiss', {})
    const closed = openOverlay(dismiss)
    shown.set(element, dismiss)
    const role = element.getAttribute('role')
    const giveBack = role === 'dialog' || role === 'menu' ? takeFocus(element) : () => undefined
    if (role === 'dialog') closeBySwipe(element, dismiss)
    node.addLifetimeListener('detached', () => {
      shown.delete(element)
      closed()
      queueMicrotask(giveBack)
    })
  })
}

/** Takes the focus into an overlay; returns what gives it back. A field keeps it: its keyboard would go and come. */
function takeFocus(overlay: HTMLElement): () => void {
  const before = document.activeElement
  const walk = overlay.getAttribute('role') === 'menu' ? walked : () => undefined
  const parts = () => [...overlay.querySelectorAll<HTMLElement>(focusable)]
  if (before?.matches('input, textarea') !== true) parts()[0]?.focus({ preventScroll: true })
  overlay.addEventListener('keydown', (event) => {
    const all = parts()
    const at = event.target instanceof HTMLElement ? all.indexOf(event.target) : -1
    const next = event.key === 'Tab' ? around(all, at, event.shiftKey) : walk(event.key, all, at)
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  })
  return () => {
    if (before instanceof HTMLElement && document.activeElement === document.body)
      before.focus({ preventScroll: true })
  }
}

function around(all: readonly HTMLElement[], at: number, back: boolean): HTMLElement | undefined {
  return all.at((at + (back ? -1 : 1)) % all.length)
}
