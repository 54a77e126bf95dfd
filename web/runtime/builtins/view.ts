import { playAnimation } from './animated'
import { type Builtin, hover } from './define'

export const view: Builtin = {
  properties: { ...hover, animation: null },
  changed: { animation: playAnimation },
}

/** Its content is drawn where it stands: on the web nothing but a transform could trap a fixed element. */
export const rootPortal: Builtin = { properties: { enable: { type: Boolean, value: true } } }
