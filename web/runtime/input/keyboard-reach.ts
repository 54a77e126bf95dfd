import { markListened } from '../dom/events'
import { walkArticles } from './article-walk'
import { suggest } from './suggestions'

/** Roles of elements that listen for taps but are not controls, such as a mask or a list that closes a menu. */
const passive = new Set(['none', 'presentation', 'dialog', 'menu', 'listbox', 'option'])

/** An element on which a template listens for taps becomes reachable by keyboard, as a button. */
export function onTapListened(element: HTMLElement): void {
  markListened(element, 'tap')
  if (passive.has(element.getAttribute('role') ?? '') || element.hasAttribute('aria-hidden')) return
  if (!element.hasAttribute('role')) element.setAttribute('role', 'button')
  if (!element.hasAttribute('tabindex')) element.tabIndex = 0
}

/** Roles arrive after or before the listener; a passive one takes the element out of the tab order again. */
export function onRole(element: HTMLElement, role: string): void {
  element.setAttribute('role', role)
  if (passive.has(role)) element.removeAttribute('tabindex')
  if (role === 'log') walkArticles(element)
  if (role === 'listbox') suggest(element)
}

export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || (event.key !== 'Enter' && event.key !== ' ')) return
    const { target } = event
    if (!(target instanceof HTMLElement) || !target.hasAttribute('tabindex')) return
    if (target.closest('input, textarea, button, select, dialog') !== null) return
    event.preventDefault()
    target.click()
  })
}
