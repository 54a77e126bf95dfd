import type { Builtin } from '../define'
import { Zoom } from './zoom'

export const movableArea: Builtin = { properties: { scaleArea: Boolean } }

/** WeChat's view that two fingers zoom and one finger moves; of its properties those of zooming have an effect. */
export const movableView: Builtin = {
  properties: {
    direction: { type: String, value: 'none' },
    inertia: Boolean,
    outOfBounds: Boolean,
    x: Number,
    y: Number,
    damping: { type: Number, value: 20 },
    friction: { type: Number, value: 2 },
    disabled: Boolean,
    scale: Boolean,
    scaleMin: { type: Number, value: 0.5 },
    scaleMax: { type: Number, value: 10 },
    scaleValue: { type: Number, value: 1 },
    animation: { type: Boolean, value: true },
  },
  setup({ element, get, watch, emit, onAttached, onDetached }) {
    const limits = () => ({ least: get<number>('scaleMin'), most: get<number>('scaleMax') })
    const zoom = new Zoom(element, limits, (scale) => emit('scale', { scale, x: 0, y: 0 }))
    watch(['scaleValue'], () => zoom.to(get<number>('scaleValue')))
    const over = new AbortController()
    onAttached(() => {
      if (get<boolean>('scale')) zoom.listen(over.signal)
    })
    onDetached(() => over.abort())
  },
}

/** WeChat's page in a page, which Back closes. Here Back dismisses what listens for `dismiss`, and this draws nothing. */
export const pageContainer: Builtin = {
  properties: {
    show: Boolean,
    duration: { type: Number, value: 300 },
    zIndex: { type: Number, value: 100 },
    overlay: { type: Boolean, value: true },
    position: { type: String, value: 'bottom' },
    round: Boolean,
    closeOnSlideDown: Boolean,
    overlayStyle: String,
    customStyle: String,
  },
}
