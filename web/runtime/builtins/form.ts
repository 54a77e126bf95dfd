import { nodeOf, propertyOf } from '../nodes'
import type { Builtin, Instance } from './define'

const forms = new WeakMap<Element, Instance>()
const resets = new WeakMap<Element, () => void>()

export const form: Builtin = {
  properties: { reportSubmit: Boolean, reportSubmitTimeout: Number },
  setup(instance) {
    forms.set(instance.element, instance)
    instance.element.setAttribute('role', 'form')
  },
}

/** What a reset button does to this field. */
export function onReset(field: Element, reset: () => void): void {
  resets.set(field, reset)
}

/** Submits, or resets, the form around a button. */
export function submitAround(button: Element, formType: string): void {
  const around = button.closest('wx-form')
  const instance = around === null ? undefined : forms.get(around)
  if (instance === undefined || around === null) return
  if (formType === 'submit') instance.emit('submit', { value: valuesIn(around) })
  if (formType !== 'reset') return
  for (const field of around.querySelectorAll('*')) resets.get(field)?.()
  instance.emit('reset')
}

/** Every named field, WeChat's own and components with the behavior `wx://form-field`. */
function valuesIn(around: Element): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of around.querySelectorAll('*')) {
    const node = field.__wxElement === undefined ? undefined : nodeOf(field)
    const name = node === undefined ? undefined : propertyOf(node, 'name')
    if (node === undefined || typeof name !== 'string' || name === '' || field.matches('wx-button')) continue
    const value = propertyOf(node, field.matches('wx-switch') ? 'checked' : 'value')
    if (value !== undefined) values[name] = value
  }
  return values
}
