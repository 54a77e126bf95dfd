import type { Builtin, Instance } from '../define'
import { textField, textInside } from './text-field'

export const textarea: Builtin = {
  properties: {
    ...textField,
    confirmType: { type: String, value: 'return' },
    autoHeight: Boolean,
    fixed: Boolean,
    showConfirmBar: { type: Boolean, value: true },
    disableDefaultPadding: Boolean,
  },
  setup(instance) {
    const field = document.createElement('textarea')
    field.rows = 1
    // Shift and Enter always make a new line; Enter alone confirms where the page asked for a key that does.
    const confirms = (event: KeyboardEvent) =>
      event.key === 'Enter' && !event.shiftKey && instance.get<string>('confirmType') !== 'return'
    textInside(instance, field, confirms)
    growing(instance, field)
  },
}

/** `auto-height`: as tall as its words; fires `linechange` when the number of lines changes. */
function growing({ element, get, watch, emit, onAttached }: Instance, field: HTMLTextAreaElement): void {
  let lines = 0
  const grow = () => {
    element.toggleAttribute('data-auto-height', get<boolean>('autoHeight'))
    if (!get<boolean>('autoHeight') || !field.isConnected) return
    field.style.height = '0'
    const height = field.scrollHeight
    field.style.height = `${height}px`
    const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight) || 20
    const lineCount = Math.max(1, Math.round(height / lineHeight))
    if (lineCount === lines) return
    lines = lineCount
    // A value that came by setData is still being applied; the page may not answer before that is over.
    queueMicrotask(() => emit('linechange', { height, heightRpx: height, lineCount, lineHeight }))
  }
  watch(['autoHeight'], grow)
  field.addEventListener('input', grow)
  field.addEventListener('wx-value', grow)
  onAttached(() => {
    // The width is known only when the page around it is in place.
    setTimeout(grow)
  })
}
