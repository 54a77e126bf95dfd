import type { Builtin } from '../define'
import { activate } from './activation'

export const label: Builtin = {
  properties: { for: String },
  setup({ node, element, get, onAttached }) {
    element.setAttribute('role', 'none')
    onAttached(() => queueMicrotask(() => names(element)))
    node.addListener('tap', (event) => {
      const touched = (event.target as { $$?: unknown }).$$
      if (touched instanceof Element && touched.closest('[data-control]') !== null) return
      const named = get<string>('for')
      const page = element.closest('wx-page')
      activate(
        named === ''
          ? element.querySelector('[data-control]')
          : (page?.querySelector(`[id$="--${CSS.escape(named)}"]`) ?? null),
      )
    })
  },
}

let labels = 0

/** The text of a label is the accessible name of the control in it. */
function names(label: HTMLElement): void {
  const control = label.querySelector('[data-control]:not([aria-label])')
  if (control === null || label.textContent?.trim() === '') return
  labels++
  label.id ||= `wx-label-${labels}`
  const field = control.querySelector('.wx-field') ?? control
  field.setAttribute('aria-labelledby', label.id)
}
