import type { Builtin, Instance } from '../define'
import { activation } from './activation'
import { submitAround } from './form'
import { openType } from './open-type'

export const button: Builtin = {
  properties: {
    size: { type: String, value: 'default' },
    type: { type: String, value: 'default' },
    plain: Boolean,
    disabled: Boolean,
    loading: Boolean,
    formType: String,
    openType: String,
    hoverClass: { type: String, value: 'button-hover' },
    hoverStopPropagation: Boolean,
    hoverStartTime: { type: Number, value: 20 },
    hoverStayTime: { type: Number, value: 70 },
    lang: String,
    name: String,
    // Read by WeChat alone: customer service and launching an app.
    sessionFrom: String,
    sendMessageTitle: String,
    sendMessagePath: String,
    sendMessageImg: String,
    appParameter: String,
    showMessageCard: Boolean,
    phoneNumberNoQuotaToast: Boolean,
  },
  setup(instance) {
    const { element, get, watch, node } = instance
    element.setAttribute('role', 'button')
    watch(['disabled'], () => disable(instance))
    watch(['type', 'size', 'plain', 'loading', 'formType'], () => {
      element.dataset.formType = get<string>('formType')
      element.dataset.type = get<string>('type')
      element.dataset.size = get<string>('size')
      element.toggleAttribute('data-plain', get<boolean>('plain'))
      element.toggleAttribute('data-loading', get<boolean>('loading'))
    })
    activation(element, () => element.click())
    node.addListener('tap', () => {
      if (get<boolean>('disabled')) return
      const formType = get<string>('formType')
      if (formType !== '') submitAround(element, formType)
      openType(get<string>('openType'), instance)
    })
  },
}

function disable({ element, get }: Instance): void {
  const off = get<boolean>('disabled')
  element.toggleAttribute('data-disabled', off)
  element.setAttribute('aria-disabled', String(off))
  element.tabIndex = off ? -1 : 0
}
