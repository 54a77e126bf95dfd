import type { Builtin } from '../define'
import { activation } from './activation'
import { formField } from './form'

export const switchTag: Builtin = {
  properties: {
    name: String,
    checked: Boolean,
    disabled: Boolean,
    type: { type: String, value: 'switch' },
    color: { type: String, value: '#07c160' },
  },
  setup({ node, element, get, set, watch, emit }) {
    element.tabIndex = 0
    watch(['checked', 'disabled', 'color', 'type'], () => {
      element.setAttribute('role', get<string>('type') === 'checkbox' ? 'checkbox' : 'switch')
      element.setAttribute('aria-checked', String(get<boolean>('checked')))
      element.toggleAttribute('data-disabled', get<boolean>('disabled'))
      element.style.setProperty('--wx-color', get<string>('color'))
    })
    const toggle = () => {
      if (get<boolean>('disabled')) return
      const value = !get<boolean>('checked')
      set('checked', value)
      emit('change', { value })
    }
    node.addListener('tap', toggle)
    activation(element, toggle)
    const first = get<boolean>('checked')
    formField(element, { read: () => get<boolean>('checked'), reset: () => set('checked', first) })
  },
}
