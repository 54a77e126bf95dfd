import { propertyOf } from '../../dom/nodes'
import type { Builtin, Instance } from '../define'

const forms = new WeakMap<Element, Instance>()
const fields = new WeakMap<Element, Field>()

/** What a form asks of a control. A control that cannot be read is asked for its property `value`. */
export interface Field {
  read?: () => unknown
  reset: () => void
}

export const form: Builtin = {
  properties: { reportSubmit: Boolean, reportSubmitTimeout: Number },
  setup(instance) {
    forms.set(instance.element, instance)
    instance.element.setAttribute('role', 'form')
  },
}

export function formField(element: Element, field: Field): void {
  fields.set(element, field)
}

/** Submits, or resets, the form around a button. */
export function submitAround(button: Element, formType: string): void {
  const around = button.closest('wx-form')
  const instance = around === null ? undefined : forms.get(around)
  if (instance === undefined || around === null) return
  if (formType === 'submit') instance.emit('submit', { value: valuesIn(around) })
  if (formType !== 'reset') return
  for (const element of around.querySelectorAll('*')) fields.get(element)?.reset()
  instance.emit('reset')
}

/** Every named field, WeChat's own and components with the behavior `wx://form-field`. */
function valuesIn(around: Element): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const element of around.querySelectorAll('*')) {
    const node = element.__wxElement
    const name = node === undefined ? undefined : propertyOf(node, 'name')
    if (node === undefined || typeof name !== 'string' || name === '') continue
    const read = fields.get(element)?.read
    const value = read === undefined ? propertyOf(node, 'value') : read()
    if (value !== undefined) values[name] = value
  }
  return values
}
