import { Event as GlassEvent } from 'glass-easel'
import { nodeOf } from './nodes'

export interface Touch {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
}

const listened = new WeakMap<object, Set<string>>()
const listenedAnywhere = new Set<string>()

/** Records that a template listens here: gestures that no template listens for are not dispatched. */
export function markListened(element: object, type: string): void {
  const types = listened.get(element) ?? new Set()
  types.add(type)
  listened.set(element, types)
  listenedAnywhere.add(type)
}

export const isListenedFor = (type: string): boolean => listenedAnywhere.has(type)

/** The nearest element from `target` out on which a template listens for `type`. */
export function listenerAround(target: Element | null, type: string): Element | null {
  for (let at = target; at !== null; at = at.parentElement)
    if (listened.get(at)?.has(type) === true) return at
  return null
}

/** The first element in `around` on which a template listens for `type`, and that is no button of its own. */
export function listenerIn(around: Element, type: string): Element | undefined {
  const parts = [...around.querySelectorAll(':not([role="button"])')]
  return parts.find((element) => listened.get(element)?.has(type) === true)
}

/** Sends a gesture through the templates, from the target out through every component, as WeChat does. */
export function dispatchGesture(
  target: Element | null,
  type: string,
  detail: object,
  touches: { touches: Touch[]; changedTouches: Touch[] },
): void {
  dispatch(target, type, detail, { ...touches })
}

/** Sends an event from an element out through every component. */
export function dispatch(
  target: Element | null,
  type: string,
  detail: object,
  extraFields: Record<string, unknown> = {},
): void {
  const node = nodeOf(target)
  if (node === undefined) return
  const event = new GlassEvent(type, detail, {
    bubbles: true,
    composed: true,
    capturePhase: true,
    extraFields,
  })
  GlassEvent.dispatchEvent(node, event)
}
