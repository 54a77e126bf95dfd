import type { Builtin } from '../define'
import { formField } from './form'
import { nameInside } from './name-inside'

export const slider: Builtin = {
  properties: {
    name: String,
    min: Number,
    max: { type: Number, value: 100 },
    step: { type: Number, value: 1 },
    value: Number,
    disabled: Boolean,
    showValue: Boolean,
    activeColor: { type: String, value: '#07c160' },
    backgroundColor: String,
    blockColor: String,
    blockSize: Number,
  },
  setup({ element, get, set, watch, emit }) {
    const range = document.createElement('input')
    range.type = 'range'
    const shown = document.createElement('span')
    element.append(range, shown)
    watch(['min', 'max', 'step', 'value', 'disabled', 'showValue', 'activeColor'], () => {
      for (const name of ['min', 'max', 'step'] as const) range[name] = String(get<number>(name))
      range.value = String(get<number>('value'))
      range.disabled = get<boolean>('disabled')
      range.style.accentColor = get<string>('activeColor')
      shown.textContent = get<boolean>('showValue') ? range.value : ''
    })
    range.addEventListener('input', () => {
      set('value', Number(range.value))
      emit('changing', { value: Number(range.value) })
    })
    range.addEventListener('change', () => emit('change', { value: Number(range.value) }))
    const first = get<number>('value')
    formField(element, { reset: () => set('value', first) })
    nameInside(element, range)
  },
}
