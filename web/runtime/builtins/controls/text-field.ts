import { cssLengths } from '../../dom/lengths'
import { scopedClass } from '../../dom/nodes'
import { whileFocused } from '../../input/soft-keyboard'
import type { Instance, Properties } from '../define'
import { activation } from './activation'
import { formField } from './form'
import { nameInside } from './name-inside'

/** The properties that an input and a textarea share. */
export const textField: Properties = {
  value: String,
  name: String,
  placeholder: String,
  placeholderStyle: String,
  placeholderClass: String,
  disabled: Boolean,
  maxlength: { type: Number, value: 140 },
  focus: Boolean,
  autoFocus: Boolean,
  confirmType: { type: String, value: 'done' },
  confirmHold: Boolean,
  cursor: { type: Number, value: -1 },
  selectionStart: { type: Number, value: -1 },
  selectionEnd: { type: Number, value: -1 },
  holdKeyboard: Boolean,
  // The frame itself makes room for the keyboard.
  cursorSpacing: Number,
  adjustPosition: { type: Boolean, value: true },
}

type Field = HTMLInputElement | HTMLTextAreaElement

const keyHints: Record<string, string> = {
  send: 'send',
  search: 'search',
  next: 'next',
  go: 'go',
  done: 'done',
}

/** Makes `field` the inside of an input or a textarea tag. `confirms` says whether this Enter confirms. */
export function textInside(
  instance: Instance,
  field: Field,
  confirms: (event: KeyboardEvent) => boolean,
): void {
  const { element, get, watch } = instance
  field.className = 'wx-field'
  field.setAttribute('autocomplete', 'off')
  element.append(field)
  placeholder(instance, field)
  nameInside(element, field)
  watch(['disabled'], () => {
    field.disabled = get<boolean>('disabled')
  })
  watch(['maxlength'], () => limit(field, get<number>('maxlength')))
  watch(['confirmType'], () => {
    const hint = keyHints[get<string>('confirmType')]
    if (hint === undefined) field.removeAttribute('enterkeyhint')
    else field.setAttribute('enterkeyhint', hint)
  })
  watch(['value'], () => show(instance, field))
  typing(instance, field)
  focusing(instance, field)
  field.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || isComposition(event) || !confirms(event)) return
    event.preventDefault()
    instance.emit('confirm', { value: field.value })
    if (!get<boolean>('confirmHold')) field.blur()
  })
  activation(element, () => field.focus())
  const first = field.value
  formField(element, { reset: () => instance.set('value', first) })
}

/**
 * Whether an input method has this key. Safari ends the composition before the key that ends it: such a key is told from
 * others by its code alone (UI Events, "keyCode": 229 for what an input method processes).
 */
const isComposition = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229

/** An empty or zero limit is none, as on phones; only WeChat's developer tools refuse any text then. */
function limit(field: Field, length: number): void {
  if (length > 0) field.maxLength = length
  else field.removeAttribute('maxlength')
}

function show({ get }: Instance, field: Field): void {
  const value = get<string>('value')
  // Writing what is there already would end the composition of a Chinese word.
  if (field.value === value) return
  field.value = value
  field.dispatchEvent(new CustomEvent('wx-value'))
}

function typing(instance: Instance, field: Field): void {
  field.addEventListener('input', (event) => {
    instance.set('value', field.value)
    const answer = instance.emit('input', {
      value: field.value,
      cursor: field.selectionStart ?? field.value.length,
      keyCode: event instanceof InputEvent && event.data !== null ? event.data.charCodeAt(0) : 8,
    })
    // The handler of bindinput may return a text to be shown instead.
    const instead = typeof answer === 'object' ? (answer as { value?: unknown } | null)?.value : answer
    if (typeof instead === 'string' && instead !== field.value) instance.set('value', instead)
    field.dispatchEvent(new CustomEvent('wx-value'))
  })
}

function focusing({ get, watch, emit, set, onAttached, node }: Instance, field: Field): void {
  let held = false
  field.addEventListener('focus', () => {
    if (node.getBackendElement() !== null) emit('focus', { value: field.value, height: 0 })
    whileFocused(field, (height) => emit('keyboardheightchange', { height, duration: 0 }))
  })
  field.addEventListener('blur', () => {
    if (get<boolean>('focus')) set('focus', false)
    emit('blur', { value: field.value, cursor: field.selectionStart ?? 0 })
  })
  const take = () => {
    if ((get<boolean>('focus') || get<boolean>('autoFocus')) && field.isConnected)
      field.focus({ preventScroll: true })
  }
  // Later, for the focus is told to the page, which may be applying the very setData that gave it.
  watch(['focus'], () =>
    queueMicrotask(() => {
      if (!get<boolean>('focus') && document.activeElement === field && held) field.blur()
      held = get<boolean>('focus')
      take()
    }),
  )
  onAttached(() => queueMicrotask(take))
  watch(['cursor', 'selectionStart', 'selectionEnd'], () => {
    if (document.activeElement !== field) return
    const [cursor, start, end] = [
      get<number>('cursor'),
      get<number>('selectionStart'),
      get<number>('selectionEnd'),
    ]
    if (start >= 0 && end >= 0) field.setSelectionRange(start, end)
    else if (cursor >= 0) field.setSelectionRange(cursor, cursor)
  })
}

/** The text is in an element of its own, for WeChat lets a page style it with a class. */
function placeholder({ node, element, get, watch }: Instance, field: Field): void {
  const words = document.createElement('span')
  words.setAttribute('aria-hidden', 'true')
  element.prepend(words)
  const update = () => {
    words.hidden = field.value !== ''
  }
  watch(['placeholder', 'placeholderStyle', 'placeholderClass'], () => {
    words.textContent = get<string>('placeholder')
    words.className = `wx-placeholder ${scopedClass(node, get<string>('placeholderClass'))}`
    words.style.cssText = cssLengths(get<string>('placeholderStyle'))
    field.placeholder = get<string>('placeholder')
  })
  field.addEventListener('input', update)
  field.addEventListener('wx-value', update)
}
