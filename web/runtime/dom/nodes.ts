import { Component, type domlikeBackend, type Element as GlassElement } from 'glass-easel'

declare global {
  interface Element {
    __wxElement?: GlassElement
  }
}

/** The glass-easel node of a DOM element, or of the nearest one around it. */
export function nodeOf(element: Element | null): GlassElement | undefined {
  for (let at = element; at !== null; at = at.parentElement)
    if (at.__wxElement !== undefined) return at.__wxElement
  return undefined
}

/** The DOM element of a glass-easel node; every node that is not virtual has one while it is on the page. */
export function domOf(node: GlassElement): HTMLElement | null {
  const element: unknown = node.$$
  return element instanceof HTMLElement ? element : null
}

/** A DOM node as glass-easel takes it. */
export function backendNode(node: Node): domlikeBackend.Element {
  // The package takes DOM nodes, but types them by an interface of its own, in which an absent sibling is not null.
  return node as unknown as domlikeBackend.Element
}

export function propertyOf(node: GlassElement, name: string): unknown {
  return Component.isComponent(node) ? (node.data as Record<string, unknown>)[name] : undefined
}

/** The class `name`, written in the template that holds `node`, as it stands in the style sheet. */
export function scopedClass(node: GlassElement, name: string): string {
  const host = node.ownerShadowRoot?.getHostNode()
  const scope = host?.getComponentOptions().styleScope
  if (host === undefined || scope === null || scope === undefined) return name
  const prefix = host.getRootBehavior().ownerSpace.styleScopeManager.queryName(scope)
  const scoped = (one: string) => (prefix ? `${prefix}--${one}` : one)
  return name.split(/\s+/).filter(Boolean).map(scoped).join(' ')
}
