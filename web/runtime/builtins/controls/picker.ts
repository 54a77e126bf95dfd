import { warnOnce } from '../../browser/report'
import { chooseFrom } from '../../overlays/dialogs'
import type { Builtin, Instance } from '../define'
import { activation } from './activation'

/** `selector` shows a list; `date` and `time` use the browser's own; the other modes are not supported. */
export const picker: Builtin = {
  properties: {
    name: String,
    mode: { type: String, value: 'selector' },
    range: Array,
    rangeKey: String,
    value: null,
    disabled: Boolean,
    headerText: String,
    start: String,
    end: String,
    fields: String,
  },
  setup(instance) {
    const { element, node } = instance
    const open = () => void ask(instance)
    node.addListener('tap', open)
    activation(element, open)
  },
}

async function ask(instance: Instance): Promise<void> {
  const { get, set, emit } = instance
  if (get<boolean>('disabled')) return
  const value = await chosen(instance, get<string>('mode'))
  if (value === undefined) {
    emit('cancel')
    return
  }
  set('value', value)
  emit('change', { value })
}

function chosen(instance: Instance, mode: string): Promise<unknown> {
  if (mode === 'selector') return fromList(instance)
  if (mode === 'date' || mode === 'time') return fromBrowser(instance, mode)
  warnOnce(`<picker mode="${mode}"> is not had on the web`)
  return Promise.resolve(undefined)
}

function fromList({ get }: Instance): Promise<number | undefined> {
  const key = get<string>('rangeKey')
  const words = get<unknown[]>('range').map((item) =>
    String(key === '' ? item : (item as Record<string, unknown>)[key]),
  )
  return chooseFrom(words, { title: get<string>('headerText') })
}

function fromBrowser({ element, get }: Instance, type: 'date' | 'time'): Promise<string | undefined> {
  const field = document.createElement('input')
  field.type = type
  field.className = 'wx-hidden-field'
  field.min = get<string>('start')
  field.max = get<string>('end')
  field.value = String(get<unknown>('value') ?? '')
  element.append(field)
  return new Promise<string | undefined>((resolve) => {
    field.addEventListener('change', () => resolve(field.value))
    field.addEventListener('blur', () => resolve(undefined))
    field.focus()
    field.showPicker()
  }).finally(() => field.remove())
}
