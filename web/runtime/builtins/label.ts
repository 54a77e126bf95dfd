import { activate } from './activation'
import type { Builtin } from './define'

export const label: Builtin = {
  properties: { for: String },
  setup({ node, element, get }) {
    element.setAttribute('role', 'none')
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
