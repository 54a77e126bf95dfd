import { Component } from 'glass-easel'
import { domOf } from '../dom/nodes'
import { onRole } from '../input/keyboard-reach'

/**
 * Lets every tag, and every component, carry `aria-` attributes, as WeChat does, on its DOM element.
 * glass-easel knows properties and external classes only. Some twenty properties on each of thousands of nodes
 * would cost memory, so the attributes are taken as external classes, by name.
 */
export function acceptAria(): void {
  const prototype = Component.prototype
  const { hasExternalClass, setExternalClass } = prototype
  prototype.hasExternalClass = function (name) {
    return name.startsWith('aria-') || hasExternalClass.call(this, name)
  }
  prototype.setExternalClass = function (name, value) {
    if (!name.startsWith('aria-')) return setExternalClass.call(this, name, value)
    const element = domOf(this)
    if (element !== null) setAria(element, name, value)
  }
}

function setAria(element: HTMLElement, name: string, value: unknown): void {
  if (name === 'aria-role') onRole(element, String(value))
  else if (value === undefined || value === null || value === '') element.removeAttribute(name)
  else element.setAttribute(name, String(value))
  element.dispatchEvent(new CustomEvent('wx-aria', { detail: name }))
}
