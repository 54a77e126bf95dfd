import { domOf, propertyOf } from '../dom/nodes'
import type { Builtin } from './define'

/** `decode` is not supported: write the character itself. */
export const text: Builtin = {
  properties: { selectable: Boolean, userSelect: Boolean, space: String },
  changed: { selectable, userSelect: selectable, space },
}

type Node = Parameters<typeof domOf>[0]

function selectable(node: Node): void {
  const on = propertyOf(node, 'selectable') === true || propertyOf(node, 'userSelect') === true
  // Not a class: the template's own classes are written over the element's.
  domOf(node)?.toggleAttribute('data-selectable', on)
}

function space(node: Node): void {
  domOf(node)?.toggleAttribute('data-space', propertyOf(node, 'space') !== '')
}
