import { playAnimation } from './animated'
import { type Builtin, hover } from './define'

export const view: Builtin = {
  properties: { ...hover, animation: null },
  changed: { animation: playAnimation },
}

/** Its content lies above everything, in the browser's top layer: a page, which is transformed, would hold it. */
export const rootPortal: Builtin = {
  properties: { enable: { type: Boolean, value: true } },
  setup({ element, onAttached }) {
    if (!('popover' in element)) return
    element.popover = 'manual'
    onAttached(() => element.showPopover())
  },
}
