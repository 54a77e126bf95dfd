import type { Builtin, Instance } from '../define'
import { activation } from './activation'
import { formField } from './form'

const choices = new WeakMap<Element, Instance>()
const groups = new WeakMap<Element, () => void>()

/** A checkbox or a radio button; they differ in what their group reports. */
function choice(role: 'checkbox' | 'radio'): Builtin {
  return {
    properties: {
      value: String,
      checked: Boolean,
      disabled: Boolean,
      color: { type: String, value: '#07c160' },
    },
    setup(instance) {
      const { element, get, set, watch, node } = instance
      choices.set(element, instance)
      element.setAttribute('role', role)
      element.tabIndex = 0
      watch(['checked', 'disabled', 'color'], () => {
        element.setAttribute('aria-checked', String(get<boolean>('checked')))
        element.toggleAttribute('data-disabled', get<boolean>('disabled'))
        element.style.setProperty('--wx-color', get<string>('color'))
      })
      const toggle = () => choose(instance, role)
      node.addListener('tap', toggle)
      activation(element, toggle)
      const first = get<boolean>('checked')
      formField(element, { reset: () => set('checked', first) })
    },
  }
}

function choose({ element, get, set }: Instance, role: 'checkbox' | 'radio'): void {
  if (get<boolean>('disabled') || (role === 'radio' && get<boolean>('checked'))) return
  const around = element.closest(`wx-${role}-group`)
  const others = role === 'radio' && around !== null ? inside(around, role) : []
  for (const other of others) other.set('checked', false)
  set('checked', !get<boolean>('checked'))
  if (around !== null) groups.get(around)?.()
}

function group(role: 'checkbox' | 'radio'): Builtin {
  return {
    properties: { name: String },
    setup({ element, emit }) {
      element.setAttribute('role', role === 'radio' ? 'radiogroup' : 'group')
      const read = () => {
        const on = inside(element, role).filter((one) => one.get<boolean>('checked'))
        const values = on.map((one) => one.get<string>('value'))
        return role === 'radio' ? (values[0] ?? '') : values
      }
      groups.set(element, () => emit('change', { value: read() }))
      formField(element, { read, reset: () => undefined })
    },
  }
}

function inside(around: Element, role: string): Instance[] {
  return [...around.querySelectorAll(`wx-${role}`)].flatMap((element) => choices.get(element) ?? [])
}

export const checkbox = choice('checkbox')
export const checkboxGroup = group('checkbox')
export const radio = choice('radio')
export const radioGroup = group('radio')
