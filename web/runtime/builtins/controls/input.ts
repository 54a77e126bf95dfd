import type { Builtin } from '../define'
import { textField, textInside } from './text-field'

/** The keyboards of WeChat's input types. */
const keyboards: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' }

export const input: Builtin = {
  properties: {
    ...textField,
    type: { type: String, value: 'text' },
    password: Boolean,
    alwaysEmbed: Boolean,
  },
  setup(instance) {
    const { get, watch, emit } = instance
    const field = document.createElement('input')
    watch(['type', 'password'], () => {
      const type = get<string>('type')
      field.type =
        get<boolean>('password') || type === 'password' || type === 'safe-password' ? 'password' : 'text'
      field.inputMode = keyboards[type] ?? 'text'
      if (type === 'nickname') field.setAttribute('autocomplete', 'nickname')
    })
    textInside(instance, field, (event) => event.key === 'Enter')
    // WeChat reviews a nickname as it is typed; for the web the server does.
    field.addEventListener('blur', () => {
      if (get<string>('type') === 'nickname') emit('nicknamereview', { pass: true, timeout: false })
    })
  },
}
